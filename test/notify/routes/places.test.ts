import { expect, test } from 'vitest'
import { HOLD_MS, incidentStage, pod, words } from '../../support/incident-stage.ts'

const NEXT_MS = 11_000

const channelsOf = ({ book }: Awaited<ReturnType<typeof incidentStage>>) =>
  [...book.deliveries.values()]
    .filter(({ key }) => key.includes('/card'))
    .map(({ to }) => ('channelId' in to ? to.channelId : ''))

test('an incident that several routes take has a card in each channel, and its thread in the first', async () => {
  const stage = await incidentStage({
    settings: {
      routes: [
        { name: 'all', channel: 'CALL', continue: true },
        { name: 'shop', namespaces: ['shop'], channel: 'CSHOP' },
      ],
    },
  })
  await stage.watching.set(pod('web-1', 'exit 1'))
  await stage.clock.advance(HOLD_MS + 1000)
  await stage.watching.set(pod('web-1'))
  await stage.clock.advance(120_000)

  const [id] = stage.book.all().map((incident) => incident.id)
  const keys = [`incident/${id}/card`, `incident/${id}/card/CSHOP`]
  const [first, second] = keys.map((key) => words(stage.book.deliveries.get(key)?.view))
  expect(channelsOf(stage)).toEqual(['CALL', 'CSHOP'])
  expect(first).toMatch(/is fine again.*here by route all$/s)
  expect(second).toMatch(/is fine again.*here by route shop$/s)
  expect(stage.book.deliveries.get(`incident/${id}/thread/over-1`)?.to).toEqual({
    threadOf: keys[0],
  })
})

test('what gets worse is told where that leads as well, and stays where it was', async () => {
  const stage = await incidentStage({
    settings: {
      routes: [
        { name: 'on-call', severities: ['critical'], channel: 'CPAGE' },
        { name: 'shop', namespaces: ['shop'], channel: 'CSHOP' },
      ],
    },
  })
  await stage.watching.set(pod('web-1', 'exit 1'))
  await stage.clock.advance(HOLD_MS + 1000)
  expect(channelsOf(stage)).toEqual(['CSHOP'])

  await stage.watching.set(pod('web-1', 'badly'))
  await stage.clock.advance(NEXT_MS)

  expect(channelsOf(stage)).toEqual(['CSHOP', 'CPAGE'])
  expect(stage.book.all().map(({ route, also }) => [route, also?.map((it) => it.route)])).toEqual([
    ['here by route shop', ['here by route on-call']],
  ])
})

test('labels and annotations of what it is about, and of its namespace, lead the way', async () => {
  const stage = await incidentStage({
    settings: {
      objectChannels: ['CTEAM'],
      routes: [
        { name: 'owned', annotations: { owner: 'anna' }, channel: 'CANNA', continue: true },
        { name: 'theirs', channelFrom: 'object' },
      ],
    },
  })
  const namespace = pod('shop', undefined, {
    resource: 'namespaces',
    labels: { 'deckwatch.io/channel': 'CTEAM' },
  })
  const { namespace: _, ...itself } = namespace
  await stage.watching.set(itself)
  await stage.watching.set(pod('web-1', 'exit 1', { annotations: { owner: 'anna', huge: 'x' } }))
  await stage.clock.advance(HOLD_MS + 1000)

  expect(channelsOf(stage)).toEqual(['CANNA', 'CTEAM'])
  expect(stage.book.all()[0]?.routing).toEqual({
    labels: {},
    annotations: { owner: 'anna' },
    wish: { channel: 'CTEAM', by: 'namespace' },
  })
})
