import { expect, test } from 'vitest'
import { plainWords } from '../../../playground/page/src/mrkdwn/plain-words.ts'
import { inboxesOf } from '../../../playground/page/src/world/inbox.ts'
import type {
  PageChannel,
  PageMessage,
  PageUser,
  SlackSnapshot,
} from '../../../playground/slack/page-model.ts'

const user = (id: string, realName: string, kind: PageUser['kind'] = 'member'): PageUser => ({
  id,
  name: realName.toLowerCase(),
  realName,
  title: '',
  kind,
})
const dm = (id: string, person: string): PageChannel => ({
  id,
  name: person,
  kind: 'dm',
  topic: '',
  archived: false,
  members: [person, 'U0'],
})
const message = (channelId: string, ts: string, more: Partial<PageMessage> = {}): PageMessage => ({
  channelId,
  ts,
  text: 'hello',
  userId: 'U0',
  blocks: [],
  files: [],
  reactions: [],
  from: 'bot',
  replies: 0,
  ...more,
})
const slack = (...messages: readonly PageMessage[]): SlackSnapshot => ({
  team: { id: 'T1', name: 'Acorn', domain: 'acorn' },
  slashCommand: '/k8s',
  botUserId: 'U0',
  users: [user('U0', 'Deckwatch', 'bot'), user('U1', 'Alice'), user('U2', 'Bob')],
  userGroups: [],
  channels: [dm('D1', 'U1'), dm('D2', 'U2'), { ...dm('C1', 'U1'), kind: 'public', name: 'ops' }],
  messages,
  modals: [],
  homes: [],
  connections: 1,
  traffic: [],
})

test('what the bot wrote to somebody waits until they look', () => {
  const world = slack(message('D1', '1.0'), message('D1', '2.0', { text: 'again' }))

  expect(inboxesOf(world, {})).toMatchObject([{ user: { id: 'U1' }, count: 2, text: 'again' }])
  expect(inboxesOf(world, { D1: '1.0' })).toMatchObject([{ count: 1 }])
  expect(inboxesOf(world, { D1: '2.0' })).toEqual([])
})

test('channels and what people say themselves do not wait', () => {
  const world = slack(message('C1', '1.0'), message('D2', '2.0', { from: 'user', userId: 'U2' }))

  expect(inboxesOf(world, {})).toEqual([])
})

test('the newest stands first', () => {
  const world = slack(message('D1', '1.0'), message('D2', '2.0'))

  expect(inboxesOf(world, {}).map(({ user: { id } }) => id)).toEqual(['U2', 'U1'])
})

test.each([
  ['<@U2> asks for *your* approval', 'Bob asks for your approval'],
  ['see <#C1|ops> and <https://a.example|the card>', 'see ops and the card'],
  ['until <!date^1700000000^{time}|18:00>', 'until 18:00'],
  ['a &lt;b&gt; &amp;\n c', 'a <b> & c'],
])('%j reads %j in one line', (text, plain) => {
  expect(plainWords(text, slack())).toBe(plain)
})
