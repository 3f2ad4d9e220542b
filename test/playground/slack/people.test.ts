import { afterEach, beforeEach, expect, test } from 'vitest'
import { perform } from '../../../playground/slack/people/perform.ts'
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

const { alice, bob, carol, erin } = people
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

test('a button is pressed by its action id, its label or its value', async () => {
  const elements = [
    { type: 'button', text: { type: 'plain_text', text: 'Logs' }, value: 'v1', action_id: 'logs' },
  ] as const
  const { ts = '' } = await webClient(slack).chat.postMessage({
    channel: ops.id,
    text: 'card',
    blocks: [{ type: 'actions', block_id: 'b', elements: [...elements] }],
  })
  await take()

  for (const which of ['logs', 'Logs', 'v1']) {
    const clicked = slack.driver.click(bob, { channelId: ops.id, ts }, which)
    const { payload } = await take()
    await clicked
    expect(payload).toMatchObject({
      type: 'block_actions',
      user: { id: bob.id, team_id: bob.teamId },
      container: { type: 'message', message_ts: ts, channel_id: ops.id, is_ephemeral: false },
      message: { ts, text: 'card' },
      actions: [{ action_id: 'logs', block_id: 'b', value: 'v1', type: 'button' }],
    })
  }
  await expect(slack.driver.click(bob, { channelId: ops.id, ts }, 'Undo')).rejects.toThrow(
    'there is: Logs',
  )
})

test('the press of a stranger tells their workspace beside ours', async () => {
  const blocks = [
    { type: 'actions', elements: [{ type: 'button', text: { type: 'plain_text', text: 'Go' } }] },
  ]
  const { ts = '' } = await webClient(slack).chat.postMessage({
    channel: partners.id,
    text: 'card',
    blocks,
  })
  await take()
  const clicked = slack.driver.click(erin, { channelId: partners.id, ts }, 'Go')
  const { payload } = await take()
  await clicked

  expect(payload).toMatchObject({ user: { team_id: erin.teamId }, team: { id: alice.teamId } })
})

test('an ephemeral button works for its reader alone, and carries no message', async () => {
  const blocks = [
    { type: 'actions', elements: [{ type: 'button', text: { type: 'plain_text', text: 'Go' } }] },
  ]
  await webClient(slack).chat.postEphemeral({ channel: ops.id, user: bob.id, text: 'a', blocks })
  const shown = slack.seenBy(bob, ops).at(-1) ?? { channelId: '', ts: '' }

  await expect(slack.driver.click(alice, shown, 'Go')).rejects.toThrow('does not see')
  const clicked = slack.driver.click(bob, shown, 'Go')
  const { payload } = await take()
  await clicked
  expect(payload).toMatchObject({ container: { is_ephemeral: true } })
  expect(payload?.['message']).toBeUndefined()
})

test('an option is chosen by its value', async () => {
  const oneHour = { text: { type: 'plain_text', text: 'One hour' }, value: '1h' } as const
  const { ts = '' } = await webClient(slack).chat.postMessage({
    channel: ops.id,
    text: 'card',
    blocks: [
      {
        type: 'actions',
        elements: [{ type: 'static_select', action_id: 'mute', options: [oneHour] }],
      },
    ],
  })
  await take()
  const which = { actionId: 'mute', value: '1h' }
  const clicked = slack.driver.click(bob, { channelId: ops.id, ts }, which)
  const { payload } = await take()
  await clicked

  expect(payload).toMatchObject({ actions: [{ selected_option: { value: '1h' } }] })
})

test('the page acts through the same driver, and nonsense is refused', async () => {
  const said = perform(slack.driver, {
    do: 'say',
    userId: bob.id,
    channelId: dmOf(bob),
    text: 'help',
  })
  await take()
  await said

  expect(slack.messages(dmOf(bob)).at(-1)?.text).toBe('help')
  await expect(perform(slack.driver, { do: 'shout' })).rejects.toThrow('Invalid')
})

test('opening the app home is told', async () => {
  const opened = slack.driver.openHome(bob)

  expect((await take()).payload).toMatchObject({
    event: { type: 'app_home_opened', user: bob.id, tab: 'home' },
  })
  await opened
})
