import { expect, test } from 'vitest'
import { NotificationSettings } from '../../../src/notify/settings.ts'

function problems(more: Record<string, unknown>): string[] {
  const read = NotificationSettings.safeParse({ channel: 'COPS', ...more })
  return (read.error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`)
}

const routes = (...all: Record<string, unknown>[]) => problems({ routes: all })

test('routes of before are as good as ever', () => {
  expect(
    routes(
      { namespaces: ['shop', 'shop-*'], channel: 'C0SHOP45678' },
      { severities: ['critical'], clusters: ['prod-*'], channel: 'C0ONCALL789' },
    ),
  ).toEqual([])
})

test.each([
  ['one without conditions', [{ channel: 'C1' }, { namespaces: ['shop'], channel: 'C2' }]],
  [
    'a wider list',
    [
      { namespaces: ['shop-*', 'pay'], channel: 'C1' },
      { namespaces: ['shop-eu', 'pay'], severities: ['critical'], channel: 'C2' },
    ],
  ],
  [
    'the same label, any value',
    [
      { labels: { team: '*' }, channel: 'C1' },
      { labels: { team: 'shop' }, channel: 'C2' },
    ],
  ],
])('a route behind %s can never be reached, which is said with its path', (_, both) => {
  expect(routes(...both)).toEqual([
    'routes.1: can never be reached: routes[0] takes all that it would',
  ])
})

test.each([
  ['continues', [{ channel: 'C1', continue: true }, { channel: 'C2' }]],
  [
    'is narrower',
    [
      { namespaces: ['shop'], channel: 'C1' },
      { namespaces: ['*'], channel: 'C2' },
    ],
  ],
  ['wants a namespace', [{ namespaces: ['*'], channel: 'C1' }, { channel: 'C2' }]],
  [
    'wants another label',
    [
      { labels: { a: '*' }, channel: 'C1' },
      { labels: { b: 'x' }, channel: 'C2' },
    ],
  ],
])('a route behind one that %s can be reached', (_, both) => {
  expect(routes(...both)).toEqual([])
})

test('names that mean nothing are told', () => {
  const windows = [{ zone: 'Europe/Berlin', from: '22:00', to: '06:00' }]
  const nights = { quietHours: { nights: { windows } } }

  expect(
    problems({
      ...nights,
      routes: [
        { name: 'a', quiet: 'nigths', namespaces: ['a'], channel: 'C1' },
        { name: 'a', quiet: 'nights', namespaces: ['b'], channel: 'C1' },
        { name: 'c', channelFrom: 'object' },
      ],
    }),
  ).toEqual([
    'routes.0.quiet: no quiet hours "nigths"; known: nights',
    'routes.1.name: routes[0] has this name already',
    'routes.2.channelFrom: needs notifications.objectChannels: which channels objects may name',
  ])
})

test('a route that leads nowhere, waits without a name or calls nobody is refused', () => {
  expect(routes({ namespaces: ['shop'] })).toEqual(['routes.0: leads nowhere: name a channel'])
  expect(routes({ channel: 'C1', escalate: [{ after: '15m', users: ['U1'] }] })).toEqual([
    'routes.0.name: is needed with quiet or escalate: what waits remembers its route by name',
  ])
  expect(routes({ name: 'a', channel: 'C1', escalate: [{ after: '15m' }] })).toEqual([
    'routes.0.escalate.0: calls nobody: name a channel, users or groups',
  ])
})
