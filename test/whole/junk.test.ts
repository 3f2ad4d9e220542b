import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { channels, people } from '../../playground/slack/workspace.ts'
import { waitForConnections, waitForMessage, words } from '../support/slack-driver.ts'
import { echoed } from './whole-hearing.ts'
import { saidBy } from '../support/whole-bot.ts'
import { type Stage, startStage } from '../support/whole-stage.ts'

let stage: Stage
const unhandled: unknown[] = []
const remember = (reason: unknown) => void unhandled.push(reason)
const { bob } = people
const { shop } = channels

beforeAll(async () => {
  process.on('unhandledRejection', remember)
  stage = await startStage()
})
afterAll(() => process.off('unhandledRejection', remember))

let count = 0
const stillAnswers = async () => {
  await waitForConnections(stage.slack)
  return echoed(stage, `alive-${++count}`)
}

const envelope = (type: string, payload: unknown) =>
  JSON.stringify({ envelope_id: randomBytes(8).toString('hex'), type, payload })

const FRAMES: readonly [string, string | Buffer][] = [
  ['no JSON', '{"envelope_id":'],
  ['null', 'null'],
  ['a number', '42'],
  ['an empty string', ''],
  ['bytes', randomBytes(512)],
  ['an array', '[[[[]]]]'],
  ['deep nesting', `${'['.repeat(5000)}${']'.repeat(5000)}`],
  ['no payload', JSON.stringify({ envelope_id: 'x', type: 'events_api' })],
  ['a null payload', envelope('events_api', null)],
  ['no event', envelope('events_api', { team_id: 'T1' })],
  ['a null event', envelope('events_api', { event: null })],
  ['an event of no type', envelope('events_api', { event: {} })],
  ['an event of unknown type', envelope('events_api', { event: { type: 'moon_landing' } })],
  ['a message without user', envelope('events_api', { event: { type: 'message', channel: 'C1' } })],
  [
    'a mention with numbers',
    envelope('events_api', { event: { type: 'app_mention', user: 7, text: {} } }),
  ],
  ['an empty command', envelope('slash_commands', {})],
  ['a command of nobody', envelope('slash_commands', { command: '/k8s', channel_id: 'C1' })],
  ['a command with a list', envelope('slash_commands', { command: ['/k8s'], channel_id: {} })],
  ['a click on nothing', envelope('interactive', { type: 'block_actions', actions: [] })],
  ['a click on null', envelope('interactive', { type: 'block_actions', actions: [null] })],
  ['a view of ours that is none', envelope('interactive', { type: 'view_submission', view: null })],
  ['an unknown interaction', envelope('interactive', { type: 'dance' })],
  ['5 MB', envelope('events_api', { event: { type: 'message', text: 'x'.repeat(5_000_000) } })],
  ['__proto__', '{"envelope_id":"p","type":"events_api","payload":{"__proto__":{"event":{}}}}'],
  ['a disconnect without reason', '{"type":"disconnect"}'],
]

test.each(FRAMES)(
  'S11: %s over the socket is ignored or acknowledged, and the bot answers on',
  async (_what, frame) => {
    stage.slack.socket.junk(frame)
    expect(await stillAnswers()).toBe(true)
  },
)

test('whatever was acknowledged before the sockets were cut is answered', async () => {
  const said = ['cut-one', 'cut-two', 'cut-three'].map((word) => {
    const answered = echoed(stage, word)
    stage.slack.socket.cut()
    return answered
  })

  // What found no connection was refused by Slack itself, and the person was told by it.
  await Promise.all(said)
  expect(await stillAnswers()).toBe(true)
})

test.each([
  ['cut off in the middle of answers', { fault: 'truncate' }],
  ['given a login page instead of answers', { fault: 'html' }],
  ['told 500 to everything', { fault: 'status', code: 500 }],
  ['cut before any answer', { fault: 'reset', when: 'before' }],
  ['left without answers', { fault: 'hang' }],
] as const)('a bot that is %s says so, on every command', async (_what, fault) => {
  const lift = stage.staging.faults.inject(fault, {}, Infinity)
  for (const typed of ['get pods', 'logs deploy/web', 'describe deploy/web', 'scale deploy/web 2'])
    expect(saidBy(await stage.ask('alice', `${typed} -n shop`, 'partners'))).toMatch(/[⚠✕]/)
  lift()
})

test('a cluster that is gone is told, and the other one answers', async () => {
  await stage.staging.stop()
  const answer = saidBy(await stage.ask('bob', 'get pods -n shop', 'partners'))

  expect(answer).toMatch(/[⚠✕]/)
  expect(answer).toContain('staging')
  expect(saidBy(await stage.ask('bob', 'get deploy'))).toContain('3 of 3')
})

test('stopped while a rollout is followed: its message claims nothing, and is left to the next process', async () => {
  stage.prod.break({ action: 'stuck-rollout', namespace: 'shop', name: 'web' })
  const followed = waitForMessage(stage.slack, (message) => words(message).includes('● Restarting'))
  await stage.slack.driver.say(bob, shop, '/k8s restart deploy/web')
  const { ts } = await followed
  await stage.bot.stop()

  const last = stage.slack.messages(shop).find((message) => message.ts === ts)
  expect(last && saidBy(last)).toMatch(/^● Restarting/)
})

test('nothing broke unforeseen, and no promise was rejected unheard', async () => {
  await stage.stop()

  expect(unhandled).toEqual([])
  const broken = stage.log.lines.filter(({ message }) => message === 'request broke')
  expect(broken.map(({ facts }) => facts['err'])).toEqual([])
})
