import { afterEach, beforeEach, expect, test } from 'vitest'
import { createHeldBack } from '../../../src/slack/intake/held-back.ts'
import { incidentStage, words } from '../../support/incident-stage.ts'
import { slackBot } from '../../support/slack-bot.ts'
import { mention, slash } from '../slack-payloads.ts'
import { type SlackServer, slackServer } from '../../support/slack-server.ts'
import { until } from '../../support/patience.ts'

let server: SlackServer
beforeEach(async () => {
  server = await slackServer()
})
afterEach(() => server.close())

let count = 0
const deliver = (type: string, payload: unknown) =>
  server.deliver({ envelope_id: `e${++count}`, type, payload })
const rateLimited = {
  type: 'app_rate_limited',
  team_id: 'T1',
  minute_rate_limited: 1_518_467_820,
  api_app_id: 'A1',
}
/** What people say to each other in a channel that the bot is in. */
const chatter = () =>
  mention('look at this', { type: 'message', channel_type: 'channel', text: 'hi' })

test('L2: 30,000 events, as many as Slack sends within an hour, are acknowledged, and a command is answered', async () => {
  const { slack, heard } = slackBot(server)
  await slack.start()
  for (let i = 0; i < 30_000; i++) deliver('events_api', chatter())
  deliver('slash_commands', slash('version'))

  await until(() => server.acks.length === 30_001)
  await until(() => heard.length === 1)
  await slack.stop()

  expect(heard.map((one) => one.words)).toEqual(['version'])
})

test('L2: when Slack leaves events out that is an error in the log, and commands still come', async () => {
  const { slack, heard, log } = slackBot(server)
  await slack.start()
  expect(slack.eventsHeldBack(new Date())).toBeUndefined()
  deliver('events_api', rateLimited)
  deliver('slash_commands', slash('version'))
  await until(() => heard.length === 1)
  await slack.stop()

  expect(server.acks).toHaveLength(2)
  expect(slack.eventsHeldBack(new Date())).toBeDefined()
  expect(log.lines.filter(({ level }) => level === 'error').map(({ message }) => message)).toEqual([
    'Slack holds events back: more than 30,000 within an hour',
  ])
})

test('L2: the admins are told once while it goes on, and it is over a quarter of an hour after the last word', async () => {
  const held = createHeldBack()
  const stage = await incidentStage({ adminChannel: 'CADMIN', eventsHeldBack: held.recent })
  for (let minute = 0; minute < 20; minute++) {
    held.note(stage.clock.now())
    await stage.clock.advance(60_000)
  }
  const card = () => [...stage.book.deliveries.values()].find(({ key }) => key.endsWith('/card'))
  expect(card()?.to).toMatchObject({ channelId: 'CADMIN' })
  expect(words(card()?.view)).toContain('sends more events than it lets through')
  expect(words(card()?.view)).toContain('app_rate_limited')

  await stage.clock.advance(20 * 60_000)
  expect(words(card()?.view)).toContain('resolved')
  expect(stage.book.all()).toHaveLength(1)
})
