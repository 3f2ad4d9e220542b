import { afterEach, beforeEach, expect, test } from 'vitest'
import { channels, people } from '../../playground/slack/workspace.ts'
import { saidBy } from '../support/whole-bot.ts'
import { movableClock, type MovableClock, whileTimePasses } from '../support/whole-clock.ts'
import {
  allAbout,
  answerTo,
  becomes,
  pressed,
  shown,
  shownTo,
  told,
} from '../support/whole-screen.ts'
import { NO_LIMITS, type Stage, startStage, WATCHING_CONFIG } from '../support/whole-stage.ts'

const { alice, bob, carol } = people
const { ops } = channels
const ID = /incident `?([0-9a-z]{8})/

let stage: Stage
let clock: MovableClock

beforeEach(async () => {
  clock = movableClock(20)
  stage = await startStage({ config: `${WATCHING_CONFIG}${NO_LIMITS}`, clock })
})
afterEach(() => stage.stop())

const broken = async (name: string, action: 'crash' | 'bad-image' = 'crash') => {
  stage.prod.break({ action, namespace: 'shop', name })
  const card = await whileTimePasses(clock, shown(stage, ops, `/${name} in shop`, 'Next:'))
  const [, id = ''] = ID.exec(saidBy(card)) ?? []
  return { card, id }
}

test('below the card stand the last lines of the crashed run, once and with their secrets hidden', async () => {
  const { card } = await broken('api')
  const more = await shown(stage, ops, 'More of deployment/api in shop', 'panic: no database')

  expect(more.threadTs).toBe(card.ts)
  expect(saidBy(more)).toContain('Warnings of the last half hour')
  expect(saidBy(more)).not.toMatch(/s3cr3t-p4ss|hunter2|xoxb-1111/)
  await stage.restart()
  await becomes(stage, card, 'deployment/api in shop')
  expect(allAbout(stage, ops, 'More of deployment/api in shop')).toHaveLength(1)
})

test('somebody it is assigned to is told; mutes by cause say who wanted them, also on the trail', async () => {
  const { card, id } = await broken('worker')

  await told(stage, [alice, ops], `assign ${id} ${bob.id}`)
  await becomes(stage, card, `Assigned to <@${bob.id}> by <@${alice.id}>`)
  const direct = await shownTo(stage, bob, 'asks you to look after it', 'deployment/worker')
  expect(await pressed(stage, [bob, direct], 'Acknowledge')).toContain('Acknowledged')
  await becomes(stage, card, `Acknowledged by <@${bob.id}>`)

  const words = 'mute cause/crash-loop change -n shop --on-cluster prod-eu'
  expect(await told(stage, [carol, ops], words)).toContain('no rule allows')
  await told(stage, [alice, ops], words)
  await becomes(stage, card, `Muted by <@${alice.id}> until it changes`)
  expect(await told(stage, [bob, ops], 'mutes')).toContain('crash-loop in shop on prod-eu')

  const trail = await told(stage, [bob, ops], 'audit -n shop')
  for (const deed of ['assign incident', 'ack incident', 'mute crash-loop in shop'])
    expect(trail).toContain(deed)
})

test('what one may do is shown to each alone: a developer restarts, a viewer looks and is told whom to ask', async () => {
  const { card } = await broken('web', 'bad-image')

  const look = await pressed(stage, [carol, card], 'Actions…')
  expect(look).toContain('Describe')
  expect(look).not.toContain('Restart')
  expect(look).toContain('You may not change it. Ask alice')

  const offered = await answerTo(stage, bob, () => stage.slack.driver.click(bob, card, 'Actions…'))
  expect(saidBy(offered)).toMatch(/Roll back to 1 \(/)
  await stage.slack.driver.click(bob, offered, 'Restart')
  await shown(stage, ops, 'Restarting deployment/web in shop')
})
