import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { channels, people } from '../../playground/slack/workspace.ts'
import { saidBy } from '../support/whole-bot.ts'
import { type MovableClock, movableClock, whileTimePasses } from '../support/whole-clock.ts'
import { allAbout, becomes, fillIn, pressed, shown, told } from '../support/whole-screen.ts'
import {
  NO_LIMITS,
  settled,
  type Stage,
  startStage,
  WATCHING_CONFIG,
} from '../support/whole-stage.ts'

const { alice, bob, carol } = people
const { ops } = channels
const ID = /incident `?([0-9a-z]{8})/

let stage: Stage
let clock: MovableClock
/** A pod must run for minutes before it is taken to be well. */
const later = <T>(done: Promise<T>) => whileTimePasses(clock, done)

beforeEach(async () => {
  clock = movableClock(20)
  stage = await startStage({ config: `${WATCHING_CONFIG}${NO_LIMITS}`, clock })
})
afterEach(() => stage.stop())

const cardsOf = (text: string) =>
  allAbout(stage, ops, text).filter(({ threadTs, ts }) => threadTs === undefined || threadTs === ts)

describe('a workload that crashes', () => {
  test('is one message in the channel, edited in place, resolved in place, with its end in the thread', async () => {
    stage.prod.break({ action: 'crash', namespace: 'shop', name: 'api' })
    const card = await shown(stage, ops, 'deployment/api in shop', 'incident')
    await becomes(stage, card, '2 pods')
    expect(saidBy(card)).toContain('prod-eu ⟨production⟩')
    expect(saidBy(card)).toContain('Next:')

    stage.prod.break({ action: 'recover-all' })
    const over = await later(
      becomes(stage, card, '○ deployment/api in shop is fine again', 'lasted'),
    )

    expect(saidBy(over)).not.toContain('Acknowledge')
    await shown(stage, ops, 'Over ')
    expect(cardsOf('deployment/api in shop')).toHaveLength(1)
  })

  test('is looked after, listed and muted by those who may; others neither see it nor silence it', async () => {
    stage.prod.break({ action: 'crash', namespace: 'shop', name: 'cart' })
    const card = await shown(stage, ops, 'statefulset/cart in shop', 'incident')
    const [, id = ''] = ID.exec(saidBy(card)) ?? []

    expect(await told(stage, [bob, ops], 'incidents')).toContain('statefulset/cart in shop')
    expect(await told(stage, [people.dave, ops], 'incidents')).not.toContain('cart')
    expect(await pressed(stage, [bob, card], 'Acknowledge')).toContain('Acknowledged')
    await becomes(stage, card, `Acknowledged by <@${bob.id}>`)
    expect(await told(stage, [carol, ops], `mute ${id} 1h`)).toContain('no rule allows')
    await fillIn(stage, [bob, card], ['Mute…', '1h'])
    await becomes(stage, card, `Muted by <@${bob.id}>`)
    const mutes = await told(stage, [alice, ops], 'mutes')
    expect(mutes).toContain(`incident ${id}`)
  })
})

describe('a restart in the middle', () => {
  test('brings no duplicate, and what ended meanwhile is resolved', async () => {
    stage.prod.break({ action: 'crash', namespace: 'shop', name: 'worker' })
    const card = await shown(stage, ops, 'deployment/worker in shop', 'Next:')
    const before = cardsOf('deployment/worker in shop').length
    expect(before).toBeGreaterThan(0)

    await stage.restart()
    await becomes(stage, card, 'deployment/worker in shop')
    expect(cardsOf('deployment/worker in shop').map(saidBy)).toHaveLength(before)

    await stage.restart(async () => {
      stage.prod.break({ action: 'recover-all' })
      await settled(stage.prod)
    })
    await later(becomes(stage, card, '○ deployment/worker in shop is fine again'))
    expect(cardsOf('deployment/worker in shop').map(saidBy)).toHaveLength(before)
  })
})

test('a lost node is one message that tells of its pods, and resolved when it is back', async () => {
  const [node] = stage.prod.snapshot().nodes
  stage.prod.break({ action: 'lose-node', node: node?.name ?? '' })
  const card = await later(shown(stage, ops, `node/${node?.name}`, 'is not ready', 'incident'))

  stage.prod.break({ action: 'recover-all' })
  await later(becomes(stage, card, `○ node/${node?.name} is fine again`))
  expect(cardsOf(`node/${node?.name}`)).toHaveLength(1)
})
