import { expect, test } from 'vitest'
import { status } from '../../commands/status.ts'
import type { StatusReport } from '../../src/core/status.ts'
import { text } from '../../src/core/text.ts'
import type { WatchState } from '../../src/core/watched.ts'
import { askQuery, linesOf, refusal } from '../support/ask-command.ts'

const SINCE = new Date('2026-03-02T08:00:00.000Z')
const HEARD = new Date('2026-03-02T09:59:30.000Z')

const watch = (resource: string, more: Partial<WatchState> = {}): WatchState => ({
  cluster: 'prod-eu',
  resource,
  state: 'watching',
  objects: 4,
  restarts: 1,
  lastHeard: HEARD,
  ...more,
})

const WELL: StatusReport = {
  version: '0.1.0',
  since: SINCE,
  troubles: [],
  clusters: [
    {
      cluster: 'prod-eu',
      environment: 'eu',
      production: true,
      state: 'reachable',
      version: 'v1.31.2',
    },
  ],
  slack: { mode: 'socket', open: 2, wanted: 2 },
  store: { engine: 'sqlite' },
  backlog: { waiting: 0 },
  watching: { watches: [watch('pods'), watch('nodes')], open: 2, muted: 1 },
}

const ask = (report: StatusReport, words = '') =>
  askQuery(status, words, { desk: { status: async () => report } })

test('status says in its first line that all is well, and how much is watched', async () => {
  const { view } = await ask({ ...WELL, deadman: { everyMs: 60_000, pingedAt: HEARD } })

  expect(view.tone).toBe('plain')
  expect(linesOf(view)).toEqual([
    'all well · Deckwatch 0.1.0, up 2 h',
    'Slack: 2 of 2 connections',
    'Store: SQLite',
    'Messages for Slack: none waits',
    'Incidents: 2 open, 1 of them muted',
    'Dead man’s switch: last pinged 2026-03-02T09:59:30.000Z, every 1 min',
    'Cluster | Version | Kinds watched | Objects | Last heard',
    'prod-eu | v1.31.2 | 2 of 2 | 8 | 30 s ago',
  ])
  expect(view.buttons).toEqual([{ label: 'All watches', words: 'status --watches' }])
})

test('what is not well comes first, with since when, what to do and the incident that tells of it', async () => {
  const watches = [
    watch('pods'),
    watch('jobs.batch', { state: 'forbidden', error: 'no right', objects: 0 }),
    watch('volumesnapshots.snapshot.storage.k8s.io', { state: 'gone' }),
    watch('nodes', { malformed: 2 }),
  ]
  const troubles = [
    {
      what: text`cluster/prod-eu does not let the bot watch all that it should`,
      since: HEARD,
      nextStep: text`Add to its role: jobs`,
      incident: '8f3c21aa',
    },
    { what: text`slack: no connection` },
  ]
  const { view } = await ask({
    ...WELL,
    slack: { mode: 'http', open: 1, wanted: 1 },
    store: { engine: 'postgres' },
    troubles,
    backlog: { waiting: 3, oldest: SINCE },
    watching: { watches, open: 0, muted: 0 },
    deadman: { everyMs: 60_000, letGo: 'the store cannot be written' },
  })

  expect(view.tone).toBe('attention')
  expect(linesOf(view)).toEqual([
    '2 things are not well · Deckwatch 0.1.0, up 2 h',
    'text: ⚠ cluster/prod-eu does not let the bot watch all that it should since 2026-03-02T09:59:30.000Z · incident 8f3c21aa\nAdd to its role: jobs\n⚠ slack: no connection',
    'Slack: over HTTP, listening',
    'Store: PostgreSQL',
    'Messages for Slack: 3 wait, the oldest since 2026-03-02T08:00:00.000Z',
    'Incidents: 0 open',
    'Dead man’s switch: let go: the store cannot be written (not pinged yet)',
    'Cluster | Version | Kinds watched | Objects | Last heard',
    'prod-eu | v1.31.2 | 2 of 3 | 12 | 30 s ago',
    'Cluster | Kind | State | Objects | Last heard | Restarts',
    'prod-eu | jobs.batch | may not be watched: no right | 0 | 30 s ago | 1',
    'prod-eu | nodes | watching, 2 unreadable objects skipped | 4 | 30 s ago | 1',
  ])
})

test('every watch is shown when all are wanted', async () => {
  const { view } = await ask(WELL, '--watches')

  expect(linesOf(view)).toContain('prod-eu | pods | watching | 4 | 30 s ago | 1')
  expect(view).not.toHaveProperty('buttons')
})

test('where nothing is watched it says so, and a store that is away is said too', async () => {
  const { version, since, clusters, slack } = WELL
  const { view } = await ask({
    version,
    since,
    clusters,
    slack: { ...slack, open: 1 },
    store: { engine: 'sqlite', awaySince: HEARD },
    troubles: [{ what: text`store: the store cannot be written` }],
  })

  expect(linesOf(view)).toEqual([
    '1 thing is not well · Deckwatch 0.1.0, up 2 h',
    'text: ⚠ store: the store cannot be written',
    'Slack: 1 of 2 connections',
    'Store: SQLite, away since 2026-03-02T09:59:30.000Z',
    'Messages for Slack: not known: the store does not say',
    'text: Nothing is watched: no notifications are configured.',
  ])
})

test('whoever asks for a rollout is led to it', async () => {
  const refused = await refusal(ask(WELL, 'deploy/web'))

  expect(refused.code).toBe('unexpected-word')
  expect(refused.suggestions).toEqual(['rollout status deploy/web'])
})
