import type { WebClient } from '@slack/web-api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { EmbeddedSlack } from '../../../playground/slack/slack.ts'
import { startSlack } from '../../../playground/slack/slack.ts'
import { channels, people } from '../../../playground/slack/workspace.ts'
import { webClient } from './web-client.ts'

let slack: EmbeddedSlack
let client: WebClient

beforeAll(async () => {
  slack = await startSlack({ rateLimits: 'off' })
  client = webClient(slack)
})
afterAll(() => slack.stop())

const channel = channels.ops.id
const text = 'hello'

test.each([
  ['a channel that does not exist', 'C00000000', 'channel_not_found'],
  ['a channel the bot is not in', channels.random.id, 'not_in_channel'],
  ['an archived channel', channels.archive.id, 'is_archived'],
  ['a channel where only admins post', channels.notices.id, 'restricted_action'],
  ['a person who left', people.frank.id, 'user_disabled'],
  ['another bot', people.courier.id, 'cannot_dm_bot'],
])('posting to %s is refused', async (_, target, error) => {
  await expect(client.chat.postMessage({ channel: target, text })).rejects.toThrow(error)
})

test('with chat:write.public the bot may post to public channels it is not in', async () => {
  const open = await startSlack({ scopes: ['chat:write', 'chat:write.public'] })

  const posted = await webClient(open).chat.postMessage({ channel: channels.random.id, text })

  expect(posted.ok).toBe(true)
  await open.stop()
})

test('a private channel does not exist for those who are not in it', async () => {
  slack.world.channels.set(channels.platform.id, {
    ...channels.platform,
    members: [people.alice.id],
  })

  await expect(client.conversations.info({ channel: channels.platform.id })).rejects.toThrow(
    'channel_not_found',
  )
  slack.world.channels.set(channels.platform.id, channels.platform)
})

test('a message needs text or blocks', async () => {
  await expect(client.chat.postMessage({ channel, text: ' ' })).rejects.toThrow('no_text')
})

test('text beyond 40,000 characters is cut, with a warning', async () => {
  const posted = await client.chat.postMessage({ channel, text: 'x'.repeat(40_001) })

  expect(posted.message?.text).toHaveLength(40_000)
  expect(posted.response_metadata?.warnings).toEqual(['message_truncated'])
})

test('an update refuses text beyond 4,000 characters', async () => {
  const { ts = '' } = await client.chat.postMessage({ channel, text })

  await expect(client.chat.update({ channel, ts, text: 'x'.repeat(4001) })).rejects.toThrow(
    'msg_too_long',
  )
})

test('an update with text alone removes the blocks, and is marked as edited', async () => {
  const blocks = [{ type: 'divider' }]
  const { ts = '' } = await client.chat.postMessage({ channel, text, blocks })

  await client.chat.update({ channel, ts, text: 'only text' })

  const message = slack.messages(channel).at(-1)
  expect(message?.blocks).toEqual([])
  expect(message?.edited?.userId).toBe(people.deckwatch.id)
})

test('an update of the blocks alone is not marked as edited', async () => {
  const { ts = '' } = await client.chat.postMessage({ channel, text })

  await client.chat.update({ channel, ts, text, blocks: [{ type: 'divider' }] })

  expect(slack.messages(channel).at(-1)?.edited).toBeUndefined()
})

test('an ephemeral message cannot be updated or deleted through the Web API', async () => {
  const { message_ts: ts = '' } = await client.chat.postEphemeral({
    channel,
    user: people.bob.id,
    text,
  })

  await expect(client.chat.update({ channel, ts, text })).rejects.toThrow('message_not_found')
  await expect(client.chat.delete({ channel, ts })).rejects.toThrow('message_not_found')
})

test('an ephemeral message needs a reader who is in the channel', async () => {
  const to = (user: string) =>
    client.chat.postEphemeral({ channel: channels.partners.id, user, text })

  await expect(to(people.carol.id)).rejects.toThrow('user_not_in_channel')
  await expect(to('U0000000')).rejects.toThrow('user_not_found')
})

test("somebody else's message cannot be changed", async () => {
  const { message } = await slack.driver.say(people.bob, channels.ops, 'mine')
  const ts = message?.ts ?? ''

  await expect(client.chat.update({ channel, ts, text })).rejects.toThrow('cant_update_message')
  await expect(client.chat.delete({ channel, ts })).rejects.toThrow('cant_delete_message')
})

test('a reply needs a parent', async () => {
  await expect(client.chat.postMessage({ channel, text, thread_ts: '1.000001' })).rejects.toThrow(
    'thread_not_found',
  )
})

test('a deleted parent leaves a tombstone above its replies', async () => {
  const { ts = '' } = await client.chat.postMessage({ channel, text })
  await client.chat.postMessage({ channel, text: 'reply', thread_ts: ts })

  await client.chat.delete({ channel, ts })

  const left = slack.messages(channel).find((message) => message.ts === ts)
  expect(left?.text).toBe('This message was deleted.')
})

test('metadata of another shape is refused', async () => {
  const metadata = { event_type: '', event_payload: {} }

  await expect(client.chat.postMessage({ channel, text, metadata })).rejects.toThrow(
    'invalid_metadata_format',
  )
})

test('blocks that together hold too much text are refused', async () => {
  const section = { type: 'section', text: { type: 'mrkdwn', text: 'x'.repeat(2700) } } as const
  const blocks = [section, section, section, section, section]

  await expect(client.chat.postMessage({ channel, text, blocks })).rejects.toThrow(
    'msg_blocks_too_long',
  )
})

test('what is wrong with blocks is told with a pointer', async () => {
  const refusal = client.chat.postMessage({ channel, text, blocks: [{ type: 'header' }] })

  await expect(refusal).rejects.toMatchObject({
    data: {
      error: 'invalid_blocks',
      response_metadata: {
        messages: ['[ERROR] missing required field: text [json-pointer:/blocks/0/text]'],
      },
    },
  })
})

test('an edit keeps the metadata unless it brings others or an empty object', async () => {
  const about = (key: string) => ({ event_type: 'deckwatch_delivery', event_payload: { key } })
  const { ts = '' } = await client.chat.postMessage({ channel, text, metadata: about('one') })
  const metadataNow = async () => {
    const found = await client.conversations.history({ channel, include_all_metadata: true })
    return found.messages?.find((message) => message.ts === ts)?.metadata
  }
  await client.chat.update({ channel, ts, text: 'two' })
  expect(await metadataNow()).toEqual(about('one'))
  await client.chat.update({ channel, ts, text: 'three', metadata: about('two') })
  expect(await metadataNow()).toEqual(about('two'))
  await client.apiCall('chat.update', { channel, ts, text: 'four', metadata: {} })

  expect(await metadataNow()).toBeUndefined()
})

test('a direct message is edited where it is, and a thread reply is found with its metadata', async () => {
  const { channel: dm } = await client.conversations.open({ users: people.hana.id })
  const posted = await client.chat.postMessage({ channel: people.hana.id, text: 'your word?' })
  const edited = await client.chat.update({
    channel: dm?.id ?? '',
    ts: posted.ts ?? '',
    text: 'decided without you',
  })
  const metadata = { event_type: 'deckwatch_delivery', event_payload: { key: 'thread' } }
  const thread = { channel: dm?.id ?? '', thread_ts: posted.ts ?? '' }
  await client.chat.postMessage({ ...thread, text: 'denied by Olga', metadata })
  const { messages } = await client.conversations.replies({
    channel: thread.channel,
    ts: thread.thread_ts,
    include_all_metadata: true,
  })

  expect(edited.ts).toBe(posted.ts)
  expect(messages).toMatchObject([{ text: 'decided without you', reply_count: 1 }, { metadata }])
})

test('what is gone or not ours cannot be edited', async () => {
  const { ts = '' } = await client.chat.postMessage({ channel, text })
  await client.chat.delete({ channel, ts })
  const { message } = await slack.driver.say(people.bob, channels.shop, 'mine')
  const others = { channel: channels.shop.id, ts: message?.ts ?? '', text }

  await expect(client.chat.update({ channel, ts, text })).rejects.toThrow('message_not_found')
  await expect(client.chat.update(others)).rejects.toThrow('cant_update_message')
})
