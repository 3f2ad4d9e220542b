import { afterEach, beforeEach, expect, test } from 'vitest'
import type { EmbeddedSlack } from '../../../playground/slack/slack.ts'
import { startSlack } from '../../../playground/slack/slack.ts'
import { channels, people } from '../../../playground/slack/workspace.ts'
import { waitForConnections, waitForMessage } from '../../support/slack-driver.ts'
import { connect } from './socket-client.ts'
import { webClient } from './web-client.ts'

let slack: EmbeddedSlack

beforeEach(async () => {
  slack = await startSlack()
})
afterEach(() => slack.stop())

test('every call and delivery is listed with its outcome, without secrets', async () => {
  const bot = await connect(slack)
  await bot.next()
  const said = slack.driver.say(people.alice, channels.ops, '/k8s help')
  bot.ack(await bot.next())
  await said
  const body = new URLSearchParams({ token: slack.botToken, channel: 'C0', text: 'hi' })
  await fetch(`${slack.apiUrl}chat.postMessage`, { method: 'POST', body })

  const names = slack.traffic().map(({ name, outcome }) => `${name}: ${outcome}`)
  expect(names).toEqual([
    'apps.connections.open: ok',
    'hello: ok',
    'ack: ok',
    'slash_commands /k8s: acked',
    'chat.postMessage: channel_not_found',
  ])
  const all = JSON.stringify(slack.traffic())
  for (const secret of [slack.botToken, slack.appToken, slack.signingSecret])
    expect(all).not.toContain(secret)
  expect(all).not.toMatch(/ticket=\w{8}/)
})

test('a listener hears of every change until it stops listening', async () => {
  const heard: string[] = []
  const stop = slack.onChange(({ change }) => heard.push(change))
  await webClient(slack).chat.postMessage({ channel: channels.ops.id, text: 'one' })
  stop()
  await webClient(slack).chat.postMessage({ channel: channels.ops.id, text: 'two' })

  expect(heard).toContain('message')
  expect(heard.filter((change) => change === 'message')).toHaveLength(1)
})

test('a test can wait for a message or a connection without sleeping', async () => {
  const connected = waitForConnections(slack)
  const posted = waitForMessage(slack, ({ text }) => text === 'here')
  await connect(slack)
  await webClient(slack).chat.postMessage({ channel: channels.ops.id, text: 'here' })

  await connected
  expect((await posted).channelId).toBe(channels.ops.id)
})
