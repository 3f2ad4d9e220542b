import { describe, expect, test } from 'vitest'
import { plain } from '../../../src/core/text.ts'
import { chooseRoutes } from '../../../src/notify/routes/choose-route.ts'
import type { Route } from '../../../src/notify/routes/route-settings.ts'
import type { Routed } from '../../../src/notify/routes/routed.ts'
import { routed } from './routed.ts'

const REST = 'COPS'

function chosen(routes: readonly Route[], more: Partial<Routed> = {}, objectChannels?: string[]) {
  const settings = { channel: REST, routes: [...routes], ...(objectChannels && { objectChannels }) }
  const { places, answers } = chooseRoutes(routed(more), settings)
  return {
    channels: places.map(({ channel }) => channel),
    routes: places.map(({ route }) => route),
    notes: answers.map(({ note }) => plain(note ?? [])),
  }
}

describe('first match or all', () => {
  test('what no route takes goes to the default channel', () => {
    expect(chosen([{ clusters: ['staging'], channel: 'C1' }])).toEqual({
      channels: [REST],
      routes: ['here by default: no route fits'],
      notes: ['its cluster is prod-eu, and the route wants staging'],
    })
  })

  test('the first route that fits takes it, and the others say so', () => {
    const { channels, notes } = chosen([
      { name: 'shop', namespaces: ['shop'], channel: 'C1' },
      { severities: ['warning'], channel: 'C2' },
    ])

    expect(channels).toEqual(['C1'])
    expect(notes).toEqual(['', 'route shop took it before, and does not continue'])
  })

  test('a route that continues lets later ones take it as well, each channel once', () => {
    const { channels, routes } = chosen([
      { name: 'shop', namespaces: ['shop'], channel: 'C1', continue: true },
      { severities: ['critical'], channel: 'C3' },
      { severities: ['warning'], channel: 'C1', continue: true },
      { channel: 'C2' },
      { channel: 'C4' },
    ])

    expect(channels).toEqual(['C1', 'C2'])
    expect(routes).toEqual(['here by route shop', 'here by route 4'])
  })
})

describe('a route looks at', () => {
  const why = (route: Omit<Route, 'channel'>, more: Partial<Routed> = {}) =>
    chosen([{ ...route, channel: 'C1' }], more).notes[0]

  test.each<[string, Omit<Route, 'channel'>, Partial<Routed>]>([
    ['the cluster', { clusters: ['prod-*'] }, {}],
    ['the namespace', { namespaces: ['shop', 'pay-*'] }, {}],
    ['the severity', { severities: ['warning', 'critical'] }, {}],
    ['the detector', { detectors: ['crash-*'] }, {}],
    ['the cause', { causes: ['crash-loop'] }, {}],
    ['the known failure mode', { causes: ['image-not-found'] }, { mode: 'image-not-found' }],
    ['labels', { labels: { team: 'shop', tier: '*' } }, { labels: { team: 'shop', tier: 'web' } }],
    ['annotations', { annotations: { owner: 'anna@*' } }, { annotations: { owner: 'anna@x.org' } }],
  ])('%s, and takes what fits', (_, route, more) => {
    expect(why(route, more)).toBe('')
  })

  test.each<[string, Omit<Route, 'channel'>, Partial<Routed>]>([
    ['its namespace is shop, and the route wants pay-*', { namespaces: ['pay-*'] }, {}],
    ['it has no namespace, and the route wants *', { namespaces: ['*'] }, { about: {} }],
    ['its severity is warning, and the route wants critical', { severities: ['critical'] }, {}],
    ['its detector is crash-loop, and the route wants evicted', { detectors: ['evicted'] }, {}],
    ['its cause is a, b, and the route wants c', { causes: ['c'] }, { cause: 'a', mode: 'b' }],
    ['it has no label team, and the route wants *', { labels: { team: '*' } }, {}],
    [
      'its annotation owner is bob, and the route wants anna',
      { annotations: { owner: 'anna' } },
      { annotations: { owner: 'bob' } },
    ],
    ['it has no label toString, and the route wants *', { labels: { toString: '*' } }, {}],
  ])('all of it, and says what does not fit: %s', (said, route, more) => {
    expect(why(route, more)).toBe(said)
  })
})

describe('a channel named by the object', () => {
  const route = { name: 'theirs', channelFrom: 'object' } as const
  const wish = (channel: string, by: 'object' | 'namespace' = 'object') => ({
    wish: { channel, by },
  })

  test('counts where it is listed', () => {
    expect(chosen([route], wish('CSHOP'), ['CSHOP']).channels).toEqual(['CSHOP'])
    expect(chosen([route], wish('CSHOP', 'namespace'), ['CSH*']).channels).toEqual(['CSHOP'])
  })

  test.each([
    ['it names CEVIL, which objectChannels does not list', wish('CEVIL')],
    ['its namespace names CEVIL, which objectChannels does not list', wish('CEVIL', 'namespace')],
    ['it names <!channel>, which is no channel id', wish('<!channel>')],
    ['it names D0123456789, which is no channel id', wish('D0123456789')],
    ['neither it nor its namespace names a channel', {}],
  ])('is left aside otherwise, and the next route is asked: %s', (said, more) => {
    const next = chosen([route, { channel: 'C2' }], more, ['CSHOP'])

    expect(next.channels).toEqual(['C2'])
    expect(next.notes[0]).toBe(said)
  })

  test('falls back to the channel of the route', () => {
    const { channels, notes } = chosen([{ ...route, channel: 'C1' }], wish('CEVIL'), ['CSHOP'])

    expect(channels).toEqual(['C1'])
    expect(notes[0]).toBe('it names CEVIL, which objectChannels does not list')
  })
})
