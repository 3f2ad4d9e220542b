import { expect, test } from 'vitest'
import type { World } from '../../../playground/host/page-wire.ts'
import { applyEvent } from '../../../playground/page/src/world/apply-event.ts'
import type { PageMessage, SlackChange } from '../../../playground/slack/page-model.ts'
import { pageGuide } from './page-guide.ts'

const message = (ts: string, text = ts, channelId = 'C1'): PageMessage => ({
  channelId,
  ts,
  text,
  userId: 'U1',
  blocks: [],
  files: [],
  reactions: [],
  from: 'user',
  replies: 0,
})

const world = (messages: readonly PageMessage[] = []): World => ({
  slack: {
    team: { id: 'T1', name: 'Acorn', domain: 'acorn' },
    slashCommand: '/k8s',
    botUserId: 'U0',
    users: [],
    userGroups: [],
    channels: [],
    messages,
    modals: [],
    homes: [],
    connections: 0,
    traffic: [],
  },
  clusters: [],
  requests: [],
  guide: pageGuide,
  bot: 'running',
})

const after = (before: World, ...changes: readonly SlackChange[]) =>
  changes.reduce<World | undefined>(
    (now, data) => applyEvent(now, { event: 'slack', data }),
    before,
  )?.slack

test('a new message comes last, an edited one stays where it was', () => {
  const slack = after(
    world([message('1.0'), message('2.0')]),
    { change: 'message', message: message('3.0') },
    { change: 'message', message: message('1.0', 'edited') },
  )

  expect(slack?.messages.map(({ text }) => text)).toEqual(['edited', '2.0', '3.0'])
})

test('a late message takes its place by time', () => {
  const slack = after(world([message('1.0'), message('3.0')]), {
    change: 'message',
    message: message('2.0'),
  })

  expect(slack?.messages.map(({ ts }) => ts)).toEqual(['1.0', '2.0', '3.0'])
})

test('a message that is gone goes in its own channel only', () => {
  const slack = after(world([message('1.0'), message('1.0', 'other', 'C2')]), {
    change: 'message-gone',
    channelId: 'C1',
    ts: '1.0',
  })

  expect(slack?.messages.map(({ text }) => text)).toEqual(['other'])
})

test('a snapshot puts messages of all channels in one order', () => {
  const data = world([message('2.0'), message('1.0', 'first', 'C2')])

  expect(applyEvent(undefined, { event: 'world', data })?.slack.messages[0]?.text).toBe('first')
})

test('changes before the snapshot are not lost: the snapshot has them', () => {
  expect(
    applyEvent(undefined, { event: 'slack', data: { change: 'connections', connections: 1 } }),
  ).toBeUndefined()
})
