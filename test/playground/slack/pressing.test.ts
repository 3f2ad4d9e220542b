import { afterEach, beforeEach, expect, test } from 'vitest'
import type { EmbeddedSlack } from '../../../playground/slack/slack.ts'
import { startSlack } from '../../../playground/slack/slack.ts'
import { channels, people } from '../../../playground/slack/workspace.ts'
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

const { alice, bob, erin } = people
const { ops, partners } = channels

/** Acknowledges and gives the payload of the next delivery. */
async function take() {
  const frame = await bot.next()
  bot.ack(frame)
  return frame
}

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
