import { afterEach, beforeEach, expect, test } from 'vitest'
import { channels, people } from '../../playground/slack/workspace.ts'
import { saidBy } from '../support/whole-bot.ts'
import { type MovableClock, movableClock, whileTimePasses } from '../support/whole-clock.ts'
import { allAbout, becomes, shown, told } from '../support/whole-screen.ts'
import {
  NO_LIMITS,
  settled,
  type Stage,
  startStage,
  WATCHING_CONFIG,
} from '../support/whole-stage.ts'

const { bob } = people
const { ops } = channels

let stage: Stage
let clock: MovableClock
const later = <T>(done: Promise<T>) => whileTimePasses(clock, done)

beforeEach(async () => {
  // Watches end after five minutes: that must come soon.
  clock = movableClock(40)
  stage = await startStage({ config: `${WATCHING_CONFIG}${NO_LIMITS}`, clock })
})
afterEach(() => stage.stop())

const heads = (text: string) =>
  allAbout(stage, ops, text).filter(({ threadTs, ts }) => threadTs === undefined || threadTs === ts)

test('K19: a cluster that is away is told once, said by status, and over when it is back', async () => {
  const before = await told(stage, [bob, ops], 'status')
  expect(before).toContain('all well')
  expect(before).toContain('Kinds watched')
  stage.prod.faults.inject({ fault: 'status', code: 503 }, {}, Infinity)
  const card = await later(shown(stage, ops, 'cluster/prod-eu cannot be watched', 'incident'))

  const status = await told(stage, [bob, ops], 'status')
  expect(status).toContain('not well')
  expect(status).toContain('cluster/prod-eu cannot be watched')
  stage.prod.faults.clear()
  await later(becomes(stage, card, '○ cluster/prod-eu is fine again'))
  // What its first silent watches were told as is part of it by then.
  const whole = () =>
    heads('cluster/prod-eu')
      .map(saidBy)
      .filter((said) => !said.includes('Part of'))
  await expect.poll(whole).toHaveLength(1)
})

test('what ended while there was no bot is one line, and it is said once', async () => {
  stage.prod.break({ action: 'crash', namespace: 'shop', name: 'worker' })
  const card = await shown(stage, ops, 'deployment/worker in shop', 'Next:')
  await stage.restart(async () => {
    clock.pass(30 * 60_000)
    stage.prod.break({ action: 'recover-all' })
    await settled(stage.prod)
  })
  await later(
    shown(stage, ops, 'While I was away', 'ended', 'deployment/worker in shop is fine again'),
  )
  await becomes(stage, card, '○ deployment/worker in shop is fine again')

  await stage.restart()
  stage.prod.break({ action: 'crash', namespace: 'shop', name: 'worker' })
  await later(becomes(stage, card, 'began 2 times'))
  expect(heads('While I was away')).toHaveLength(1)
})

test('a restart that takes a moment says nothing of it', async () => {
  stage.prod.break({ action: 'crash', namespace: 'shop', name: 'worker' })
  const card = await shown(stage, ops, 'deployment/worker in shop', 'Next:')
  await stage.restart(() => {
    stage.prod.break({ action: 'recover-all' })
  })
  // Time passes only once it looks again: until then it is away.
  await expect.poll(() => told(stage, [bob, ops], 'status')).toContain('all well')
  await later(becomes(stage, card, '○ deployment/worker in shop is fine again'))

  expect(heads('While I was away')).toEqual([])
})
