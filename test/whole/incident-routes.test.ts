import { afterAll, beforeAll, expect, test } from 'vitest'
import { channels, people } from '../../playground/slack/workspace.ts'
import { lastWordOn, saidBy } from '../support/whole-bot.ts'
import { movableClock, whileTimePasses } from '../support/whole-clock.ts'
import { becomes, pressed, shown } from '../support/whole-screen.ts'
import { NO_LIMITS, type Stage, startStage, WATCHING_CONFIG } from '../support/whole-stage.ts'

const { alice, bob } = people
const { ops, shop, platform } = channels

const ROUTES = `  routes:
    - name: prod
      clusters: [prod-*]
      channel: ${ops.id}
      continue: true
      escalate: [{ after: 1m, users: [${bob.id}], channel: ${platform.id} }]
    - { name: shop, namespaces: [shop], channel: ${shop.id} }
`

const clock = movableClock(20)
let stage: Stage

beforeAll(async () => {
  const config = WATCHING_CONFIG.replace(/^notifications:\n(?: .*\n)+/m, `$&${ROUTES}`)
  stage = await startStage({ config: `${config}${NO_LIMITS}`, clock })
})
afterAll(() => stage.stop())

test('an incident is told in each of its channels, explains itself in its thread, and calls people', async () => {
  stage.prod.break({ action: 'crash', namespace: 'shop', name: 'api' })
  const card = await shown(stage, ops, 'deployment/api in shop', 'incident', 'by route prod')
  await shown(stage, shop, 'deployment/api in shop', 'incident', 'by route shop')

  const asked = { text: '@deckwatch why', thread: card.ts }
  const answer = await lastWordOn(stage.slack, 'why', () =>
    stage.slack.driver.say(bob, ops.id, asked),
  )
  expect(answer.threadTs).toBe(card.ts)
  expect(saidBy(answer)).toContain('Why here: deployment/api in shop')
  expect(saidBy(answer)).toContain('and later routes are asked too')
  expect(await pressed(stage, [bob, card], 'Why here?')).toContain(
    'Why here: deployment/api in shop',
  )

  const calling = shown(stage, ops, 'Nobody has acknowledged this for', `<@${bob.id}>`)
  await whileTimePasses(clock, calling)
  const called = await shown(stage, platform, 'Nobody has acknowledged it for', 'incident')
  expect(await pressed(stage, [alice, called], 'Acknowledge')).toContain('Acknowledged')
  await becomes(stage, called, `Acknowledged by <@${alice.id}>`)
})
