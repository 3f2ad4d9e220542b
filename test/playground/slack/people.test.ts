import { afterEach, beforeEach, expect, test } from 'vitest'
import type { EmbeddedSlack } from '../../../playground/slack/slack.ts'
import { startSlack } from '../../../playground/slack/slack.ts'
import { channels, dmOf, people } from '../../../playground/slack/workspace.ts'
import type { SocketClient } from './socket-client.ts'
import { connect } from './socket-client.ts'
import { webClient } from './web-client.ts'

let slack: EmbeddedSlack
let bot: SocketClient

beforeEach(async () => {
  slack = await startSlack()
  bot = await connect(slack)
  await bot.next()
})
afterEach(() => slack.stop())

const { alice, bob, carol } = people
const { ops, partners, random } = channels

/** Acknowledges and gives the payload of the next delivery. */
async function take() {
  const frame = await bot.next()
  bot.ack(frame)
  return frame
}

test('a mention in a channel arrives as a mention and as a message, with the same ts', async () => {
  const said = slack.driver.say(bob, ops, '@deckwatch get pods in #shop & <b>')
  const events = [await take(), await take()].map(({ payload }) => payload?.['event'])
  const { message } = await said

  expect(message?.text).toBe(
    `<@${people.deckwatch.id}> get pods in <#${channels.shop.id}|shop> &amp; &lt;b&gt;`,
  )
  const common = { user: bob.id, channel: ops.id, ts: message?.ts, text: message?.text }
  expect(events).toMatchObject([
    { type: 'message', channel_type: 'channel', ...common },
    { type: 'app_mention', ...common },
  ])
})

test('a mention in a thread carries the thread', async () => {
  const { ts = '' } = await webClient(slack).chat.postMessage({ channel: ops.id, text: 'card' })
  await take()
  const said = slack.driver.say(bob, ops, { text: '@deckwatch why', thread: ts })
  await take()
  const { payload } = await take()
  await said

  expect(payload).toMatchObject({ event: { type: 'app_mention', thread_ts: ts } })
})

test('a direct message arrives as message.im', async () => {
  const said = slack.driver.say(bob, dmOf(bob), 'help')
  const { payload } = await take()
  await said

  expect(payload).toMatchObject({
    event: { type: 'message', channel_type: 'im', channel: dmOf(bob), user: bob.id, text: 'help' },
  })
})

test('the bot hears its own messages, marked with its bot id', async () => {
  await webClient(slack).chat.postMessage({ channel: dmOf(bob), text: 'hello' })

  expect((await take()).payload).toMatchObject({ event: { bot_id: 'B07DECKWTCH', text: 'hello' } })
})

test('a mention where the bot is not says so, and the bot hears nothing', async () => {
  const { acks } = await slack.driver.say(bob, random, '@deckwatch help')

  expect(acks).toEqual([])
  expect(slack.seenBy(bob, random).at(-1)).toMatchObject({ from: 'slackbot', onlyFor: bob.id })
})

test('people and channels in a slash command arrive with id and name', async () => {
  const said = slack.driver.say(bob, random, '/k8s can-i as @alice in #ops')
  const { payload } = await take()
  await said

  expect(payload?.['text']).toBe(`can-i as <@${alice.id}|alice> in <#${ops.id}|ops>`)
})

test('a slash command in a thread is refused by Slack itself', async () => {
  const { ts: thread = '' } = await webClient(slack).chat.postMessage({
    channel: ops.id,
    text: 'a',
  })
  await take()

  const { acks } = await slack.driver.say(bob, ops, { text: '/k8s help', thread })

  expect(acks).toEqual([])
  expect(slack.messages(ops).at(-1)).toMatchObject({
    text: '/k8s is not supported in threads. Sorry!',
    threadTs: thread,
    onlyFor: bob.id,
  })
})

test('a slash command nobody made is no command', async () => {
  await slack.driver.say(bob, ops, '/helm ls')

  expect(slack.messages(ops).at(-1)?.text).toContain('/helm is not a valid command')
})

test('nobody speaks where they are not', async () => {
  await expect(slack.driver.say(carol, partners, 'hi')).rejects.toThrow('carol is not in #partners')
})

test('opening the app home is told', async () => {
  const opened = slack.driver.openHome(bob)

  expect((await take()).payload).toMatchObject({
    event: { type: 'app_home_opened', user: bob.id, tab: 'home' },
  })
  await opened
})

test('the bot hears of its own edits as hidden changes', async () => {
  const client = webClient(slack)
  const { ts = '' } = await client.chat.postMessage({ channel: dmOf(bob), text: 'one' })
  await take()
  await client.chat.update({ channel: dmOf(bob), ts, text: 'two' })

  expect((await take()).payload).toMatchObject({
    event: {
      subtype: 'message_changed',
      hidden: true,
      message: { text: 'two', bot_id: 'B07DECKWTCH' },
      previous_message: { text: 'one' },
    },
  })
})

test('what another bot says carries its bot id', async () => {
  const said = slack.driver.say(people.courier, channels.shop, 'build 41 is green')
  const { payload } = await take()
  await said

  expect(payload).toMatchObject({ event: { user: people.courier.id, bot_id: 'B07BT1COURR' } })
})
