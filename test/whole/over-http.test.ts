import { afterAll, beforeAll, expect, test } from 'vitest'
import { channels, dmOf, people } from '../../playground/slack/workspace.ts'
import { press, say, words } from '../support/slack-driver.ts'
import { saidBy } from '../support/whole-bot.ts'
import { NO_LIMITS, SAMPLE_CONFIG, type Stage, startStage } from '../support/whole-stage.ts'
import { countRequests, isForSomebody } from './whole-requests.ts'

let stage: Stage
const { bob } = people
const { shop } = channels

beforeAll(async () => {
  stage = await startStage({
    config: `${SAMPLE_CONFIG}${NO_LIMITS}slack: {mode: http, http: {port: 0}}\n`,
  })
  const line = stage.log.lines.find(({ message }) => message === 'Listening for Slack')
  stage.slack.deliverTo(`http://127.0.0.1:${String(line?.facts['port'])}/slack/events`)
})
afterAll(() => stage.stop())

test('the request URL proves itself to Slack', async () => {
  expect(await stage.slack.verifyRequestUrl()).toBe(true)
})

test('commands, mentions, direct messages and buttons arrive signed and are answered', async () => {
  const typed = await say(stage.slack, [bob, shop], '/k8s get deploy')
  const pressed = await press(stage.slack, [bob, typed], 'Again')
  const mentioned = await say(stage.slack, [bob, shop], '@deckwatch get sts')
  const direct = await say(stage.slack, [bob, dmOf(bob)], 'whoami')

  expect(words(typed)).toContain('deployments in shop')
  expect(words(pressed)).toContain('deployments in shop')
  expect(words(mentioned)).toContain('statefulsets in shop')
  expect(words(direct)).toContain('bob')
})

test('a change is followed to its verdict', async () => {
  expect(saidBy(await stage.ask('bob', 'scale deploy/web 4'))).toContain('✓ Scaled deployment/web')
})

test('S15: whatever is not signed by Slack is refused, and nothing of it is done', async () => {
  const line = stage.log.lines.find(({ message }) => message === 'Listening for Slack')
  const url = `http://127.0.0.1:${String(line?.facts['port'])}/slack/events`
  const body = new URLSearchParams({
    command: '/k8s',
    text: 'scale deploy/web 1',
    user_id: bob.id,
    team_id: 'T07DKWA1C0R',
    channel_id: shop.id,
  })
  const hour = String(Math.floor(Date.now() / 1000) + 3600)
  const forgeries: readonly Record<string, string>[] = [
    {},
    { 'x-slack-signature': 'v0=00', 'x-slack-request-timestamp': hour },
    { 'x-slack-signature': 'v1=abc', 'x-slack-request-timestamp': '1' },
  ]
  const sent = countRequests([stage.prod], isForSomebody)
  const codes = await Promise.all(
    forgeries.map(async (headers) => (await fetch(url, { method: 'POST', headers, body })).status),
  )

  expect(codes).toEqual([401, 401, 401])
  expect(sent()).toBe(0)
})
