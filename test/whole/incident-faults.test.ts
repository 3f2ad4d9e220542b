import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { channels, people } from '../../playground/slack/workspace.ts'
import { answeredDirectly } from './whole-hearing.ts'
import { saidBy } from '../support/whole-bot.ts'
import { type MovableClock, movableClock, whileTimePasses } from '../support/whole-clock.ts'
import { allAbout, becomes, shown } from '../support/whole-screen.ts'
import { NO_LIMITS, type Stage, startStage, WATCHING_CONFIG } from '../support/whole-stage.ts'

const { bob } = people
const { ops, shop } = channels
const POST = 'chat.postMessage'
/** More often than anything is tried in a test. */
const LONG = 10_000

/** What is wrong in the shop is told in its own channel. */
const ROUTED = WATCHING_CONFIG.replace(
  /^notifications:\n {2}channel: (.*)$/m,
  `notifications:\n  channel: $1\n  routes: [{ namespaces: [shop], channel: ${shop.id} }]`,
)

let stage: Stage
let clock: MovableClock
const later = <T>(done: Promise<T>) => whileTimePasses(clock, done)

beforeEach(async () => {
  clock = movableClock(20)
  stage = await startStage({ config: `${ROUTED}${NO_LIMITS}`, clock })
})
afterEach(() => stage.stop())

const crash = (name: string) => stage.prod.break({ action: 'crash', namespace: 'shop', name })
const cardsOf = (where: { readonly id: string }, text: string) =>
  allAbout(stage, where, text).filter(
    ({ threadTs, ts }) => threadTs === undefined || threadTs === ts,
  )

describe('an incident that Slack does not take as it is', () => {
  test('S16: a 429 holds up its channel only; then it is told, once', async () => {
    stage.slack.faults.api(
      { method: POST, channel: shop.id },
      { fault: 'rate-limited', retryAfter: 8 },
    )
    crash('api')
    await answeredDirectly(stage, bob)
    await shown(stage, shop, 'deployment/api in shop', 'incident')
    expect(cardsOf(shop, 'deployment/api in shop')).toHaveLength(1)
  })

  test('S17: an incident whose post is stored but not answered is one message, edited and resolved in place', async () => {
    stage.slack.faults.api({ method: POST, channel: shop.id }, { fault: 'reset', stored: true })
    crash('api')
    const card = await shown(stage, shop, 'deployment/api in shop', 'incident')
    stage.prod.break({ action: 'recover-all' })
    await later(becomes(stage, card, '○ deployment/api in shop is fine again'))

    expect(cardsOf(shop, 'deployment/api in shop')).toHaveLength(1)
  })

  test.each(['msg_blocks_too_long', 'invalid_blocks'])(
    'S18: %s: the incident is told shortened',
    async (error) => {
      stage.slack.faults.api({ method: POST, channel: shop.id }, { fault: 'error', error })
      crash('api')
      await shown(stage, shop, 'deployment/api in shop')

      expect(cardsOf(shop, 'deployment/api in shop')).toHaveLength(1)
    },
  )

  test.each(['not_in_channel', 'channel_not_found', 'is_archived', 'restricted_action'])(
    'S18: %s: the incident is told in the default channel, with where it belongs, and resolved there',
    async (error) => {
      stage.slack.faults.api({ method: POST, channel: shop.id }, { fault: 'error', error }, LONG)
      crash('api')
      const card = await shown(stage, ops, 'deployment/api in shop', `This belongs in channel`)
      expect(saidBy(card)).toContain(shop.id)

      stage.prod.break({ action: 'recover-all' })
      const over = await later(becomes(stage, card, '○ deployment/api in shop is fine again'))
      expect(saidBy(over)).toContain('This belongs in channel')
      expect(cardsOf(ops, 'deployment/api in shop')).toHaveLength(1)
      expect(cardsOf(shop, 'deployment/api in shop')).toEqual([])
    },
  )
})

describe('while Slack takes no posts', () => {
  test('S16: what came and went meanwhile is one line on return, not history', async () => {
    stage.slack.faults.api({ method: POST }, { fault: 'status', status: 503 }, LONG)
    stage.slack.faults.api(
      { method: 'conversations.history' },
      { fault: 'status', status: 503 },
      LONG,
    )
    crash('api')
    await later(untilIncident('api', 'open'))
    stage.prod.break({ action: 'recover-all' })
    await later(untilIncident('api', 'over'))
    stage.slack.faults.clear()

    const line = await later(shown(stage, shop, 'came and went before anybody could be told'))
    expect(saidBy(line)).toContain('deployment/api in shop')
    expect(cardsOf(shop, 'deployment/api in shop')).toHaveLength(1)
  })

  test('D2: a bot that ends between knowing and telling tells it after its return, once', async () => {
    stage.slack.faults.api({ method: POST }, { fault: 'status', status: 503 }, LONG)
    crash('api')
    await later(untilIncident('api', 'open'))
    await stage.restart(() => stage.slack.faults.clear())

    await shown(stage, shop, 'deployment/api in shop', 'incident')
    expect(cardsOf(shop, 'deployment/api in shop')).toHaveLength(1)
  })

  test('D2: a bot that ends between telling and noting it down does not tell it again', async () => {
    stage.slack.faults.api({ method: POST, channel: shop.id }, { fault: 'hang', stored: true }, 2)
    crash('api')
    const card = await shown(stage, shop, 'deployment/api in shop', 'incident')
    await stage.restart()
    stage.slack.faults.clear()
    stage.prod.break({ action: 'recover-all' })
    await later(becomes(stage, card, '○ deployment/api in shop is fine again'))

    expect(cardsOf(shop, 'deployment/api in shop')).toHaveLength(1)
  })
})

/** Asks for the list, in a direct message that Slack answers without posting, until it says so. */
async function untilIncident(name: string, state: 'open' | 'over'): Promise<void> {
  for (let i = 0; i < 200; i++) {
    const answer = saidBy(await stage.ask('alice', 'incidents'))
    if (answer.includes(`deployment/${name} in shop`) === (state === 'open')) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`deployment/${name} does not become ${state}`)
}
