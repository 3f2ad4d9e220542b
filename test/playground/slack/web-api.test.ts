import type { WebClient } from '@slack/web-api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { EmbeddedSlack } from '../../../playground/slack/slack.ts'
import { startSlack } from '../../../playground/slack/slack.ts'
import { channels, dmOf, groups, people } from '../../../playground/slack/workspace.ts'
import { webClient } from './web-client.ts'

let slack: EmbeddedSlack
let client: WebClient

beforeAll(async () => {
  slack = await startSlack({ rateLimits: 'off' })
  client = webClient(slack)
})
afterAll(() => slack.stop())

const ops = channels.ops.id
const post = async (text = 'hello') =>
  (await client.chat.postMessage({ channel: ops, text })).ts ?? ''

test('auth.test says who the bot is', async () => {
  expect(await client.auth.test()).toMatchObject({
    user_id: people.deckwatch.id,
    bot_id: 'B07DECKWTCH',
    team: 'Acorn',
  })
})

test('apps.connections.open gives an address for the app token', async () => {
  const { url } = await webClient(slack, slack.appToken).apps.connections.open({})

  expect(url).toMatch(/^ws:\/\/127\.0\.0\.1:\d+\/link\/\?ticket=\w+&app_id=A07DECKWTCH$/)
})

test('team.info and bots.info describe the workspace and the bot', async () => {
  expect((await client.team.info()).team?.domain).toBe('acorn')
  expect((await client.bots.info({ bot: 'B07DECKWTCH' })).bot?.user_id).toBe(people.deckwatch.id)
})

test('a posted message can be updated, linked to and deleted', async () => {
  const ts = await post()
  const changed = await client.chat.update({ channel: ops, ts, text: 'hello again' })
  const { permalink } = await client.chat.getPermalink({ channel: ops, message_ts: ts })

  expect(changed.message?.edited?.user).toBe(people.deckwatch.id)
  expect(permalink).toBe(`https://acorn.slack.com/archives/${ops}/p${ts.replace('.', '')}`)
  await client.chat.delete({ channel: ops, ts })
  expect(slack.messages(ops).some((message) => message.ts === ts)).toBe(false)
})

test('an ephemeral message is seen by one person only', async () => {
  await client.chat.postEphemeral({ channel: ops, user: people.bob.id, text: 'for you' })

  expect(slack.seenBy(people.bob, ops).at(-1)?.text).toBe('for you')
  expect(slack.seenBy(people.alice, ops).at(-1)?.text).not.toBe('for you')
})

test('a direct message is opened by user id and posted into', async () => {
  const { channel } = await client.conversations.open({ users: people.bob.id })
  await client.chat.postMessage({ channel: people.bob.id, text: 'psst' })

  expect(channel?.id).toBe(dmOf(people.bob))
  expect(slack.messages(dmOf(people.bob)).at(-1)?.text).toBe('psst')
})

test('conversations are described and listed, private ones only where the bot is', async () => {
  const { channel } = await client.conversations.info({ channel: ops })
  const listed = await client.conversations.list({ types: 'public_channel,private_channel' })
  const { members } = await client.conversations.members({ channel: ops })

  expect(channel).toMatchObject({ name: 'ops', is_member: true, is_private: false })
  expect(listed.channels?.map(({ name }) => name)).toContain('platform')
  expect(members).toContain(people.alice.id)
})

test('lists come in pages', async () => {
  let pages = 0
  for await (const page of client.paginate('users.list', { limit: 2 })) pages += page.ok ? 1 : 0

  expect(pages).toBe(Math.ceil(Object.keys(people).length / 2))
})

test('history is newest first and carries metadata only when asked', async () => {
  const metadata = { event_type: 'deckwatch_delivery', event_payload: { key: 'k1' } }
  await client.chat.postMessage({ channel: ops, text: 'older' })
  await client.chat.postMessage({ channel: ops, text: 'newer', metadata })

  const plain = await client.conversations.history({ channel: ops, limit: 2 })
  const full = await client.conversations.history({
    channel: ops,
    limit: 1,
    include_all_metadata: true,
  })

  expect(plain.messages?.map(({ text }) => text)).toEqual(['newer', 'older'])
  expect(plain.messages?.[0]?.metadata).toBeUndefined()
  expect(full.messages?.[0]?.metadata?.event_payload).toEqual({ key: 'k1' })
  expect(full.has_more).toBe(true)
})

test('replies come with their parent, oldest first', async () => {
  const thread_ts = await post('parent')
  await client.chat.postMessage({ channel: ops, text: 'first', thread_ts })
  await client.chat.postMessage({ channel: ops, text: 'second', thread_ts })

  const { messages } = await client.conversations.replies({ channel: ops, ts: thread_ts })

  expect(messages?.map(({ text }) => text)).toEqual(['parent', 'first', 'second'])
  expect(messages?.[0]?.reply_count).toBe(2)
})

test('people are found by id and by e-mail', async () => {
  const { user } = await client.users.info({ user: people.gina.id })
  const found = await client.users.lookupByEmail({ email: 'BOB@acorn.example' })

  expect(user).toMatchObject({ name: 'gina', is_restricted: true, is_bot: false })
  expect(found.user?.id).toBe(people.bob.id)
})

test('strangers, bots and people who left are marked as such', async () => {
  const of = async (user: string) => (await client.users.info({ user })).user

  expect(await of(people.erin.id)).toMatchObject({ team_id: people.erin.teamId, is_stranger: true })
  expect(await of(people.courier.id)).toMatchObject({ is_bot: true })
  expect(await of(people.frank.id)).toMatchObject({ deleted: true })
})

test('user groups are listed, and their people', async () => {
  const { usergroups } = await client.usergroups.list({ include_users: true })
  const { users } = await client.usergroups.users.list({ usergroup: groups.shop.id })

  expect(usergroups?.map(({ handle }) => handle)).toEqual([
    'platform',
    'shop-devs',
    'shop-owners',
    'support',
    'on-call',
  ])
  expect(users).toEqual([people.bob.id])
})

test('people have the clock of where they are, and who left has none', async () => {
  const of = async (user: string) => (await client.users.info({ user })).user

  expect(await of(people.dave.id)).toMatchObject({ tz: 'America/New_York' })
  expect([-5 * 3600, -4 * 3600]).toContain((await of(people.dave.id))?.tz_offset)
  expect(await of(people.frank.id)).not.toHaveProperty('tz')
})

test('reactions are added once and removed once', async () => {
  const item = { channel: ops, timestamp: await post(), name: 'eyes' }
  await client.reactions.add(item)

  await expect(client.reactions.add(item)).rejects.toThrow('already_reacted')
  await client.reactions.remove(item)
  await expect(client.reactions.remove(item)).rejects.toThrow('no_reaction')
})

test('a file is uploaded in three steps and shown in the channel', async () => {
  await client.filesUploadV2({
    channel_id: ops,
    filename: 'web.log',
    content: 'line one\nline two\n',
    initial_comment: 'the log',
  })

  const message = slack.messages(ops).at(-1)
  const [file] = message?.files ?? []
  expect(message?.text).toBe('the log')
  expect(file).toMatchObject({ name: 'web.log', size: 18, preview: 'line one\nline two\n' })
  expect(await (await fetch(file?.url ?? '')).text()).toBe('line one\nline two\n')
})

test('the app home is published for one person', async () => {
  await client.views.publish({
    user_id: people.alice.id,
    view: { type: 'home', blocks: [{ type: 'divider' }] },
  })

  expect(slack.snapshot().homes).toMatchObject([{ userId: people.alice.id }])
})

test('JSON bodies are understood as well as forms', async () => {
  const response = await fetch(`${slack.apiUrl}chat.postMessage`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${slack.botToken}`,
      'content-type': 'application/json; charset=utf-8',
    },
    body: JSON.stringify({ channel: ops, text: 'as json', blocks: [{ type: 'divider' }] }),
  })

  expect(await response.json()).toMatchObject({ ok: true, message: { text: 'as json' } })
})

test('an unknown method is refused', async () => {
  await expect(client.apiCall('chat.shout')).rejects.toThrow('unknown_method')
})

test('a body that is no JSON is refused as such', async () => {
  const response = await fetch(`${slack.apiUrl}chat.postMessage`, {
    method: 'POST',
    headers: { authorization: `Bearer ${slack.botToken}`, 'content-type': 'application/json' },
    body: '{"channel":',
  })

  expect(await response.json()).toMatchObject({ ok: false, error: 'invalid_json' })
})
