import { expect, test } from 'vitest'
import type { WatchState } from '../../../src/core/watched.ts'
import { createKnownTables } from '../../../src/kube/known/known-tables.ts'
import { fakeWatching } from '../../support/fake-watching.ts'
import { kinds } from '../../support/kube-kinds.ts'
import { ago, NOW, watched } from '../../support/watched-objects.ts'

const heard = (seconds: number, more: Partial<WatchState> = {}): WatchState => ({
  cluster: 'prod-eu',
  resource: 'pods',
  state: 'stalled',
  lastHeard: new Date(NOW.getTime() - seconds * 1000),
  objects: 1,
  restarts: 0,
  ...more,
})

const crashing = watched('pods/web-2', {
  labels: { app: 'web' },
  createdAt: ago(300),
  spec: { nodeName: 'node-1', containers: [{ name: 'app' }] },
  status: {
    phase: 'Running',
    containerStatuses: [
      {
        name: 'app',
        ready: false,
        restartCount: 7,
        state: { waiting: { reason: 'CrashLoopBackOff' } },
        lastState: { terminated: { exitCode: 1, finishedAt: ago(60) } },
      },
    ],
  },
})
const fine = watched('pods/web-1', {
  labels: { app: 'web' },
  createdAt: ago(7200),
  spec: { containers: [{ name: 'app' }] },
  status: { phase: 'Running', containerStatuses: [{ name: 'app', ready: true }] },
})
const going = watched('pods/old-1', { deletedAt: ago(5), status: { phase: 'Running' } })
const elsewhere = watched('pods/api-1', { namespace: 'legacy', status: { phase: 'Pending' } })

async function tables(states: readonly WatchState[] = [heard(40)]) {
  const watching = fakeWatching()
  for (const object of [crashing, fine, going, elsewhere]) await watching.set(object)
  const asked = { ...watching, states: () => states }
  return createKnownTables([asked], { clock: { now: () => NOW } })
}

test('pods are printed as kubectl does, with how old that is', async () => {
  const table = (await tables()).table('prod-eu', { kind: kinds.pod, namespace: 'shop' })

  expect(table?.asOf).toEqual(new Date(NOW.getTime() - 40_000))
  expect(table?.columns.map(({ name }) => name)).toEqual([
    'Name',
    'Ready',
    'Status',
    'Restarts',
    'Age',
    'Node',
  ])
  expect(table?.rows.map(({ cells }) => cells)).toEqual([
    ['old-1', '0/0', 'Terminating', '0', '60m', '<none>'],
    ['web-1', '1/1', 'Running', '0', '120m', '<none>'],
    ['web-2', '0/1', 'CrashLoopBackOff', '7 (60s ago)', '5m', 'node-1'],
  ])
})

test('a selector and a limit hold there too', async () => {
  const known = await tables()
  const query = { kind: kinds.pod, namespace: 'shop', labelSelector: 'app=web' }

  expect(known.table('prod-eu', query)?.rows.map(({ name }) => name)).toEqual(['web-1', 'web-2'])
  expect(known.table('prod-eu', { ...query, limit: 1 })).toMatchObject({ more: true })
})

test('one object is found by its name; one that is not known is no empty answer', async () => {
  const known = await tables()
  const query = { kind: kinds.pod, namespace: 'shop' }

  expect(known.table('prod-eu', { ...query, name: 'web-1' })?.rows).toHaveLength(1)
  expect(known.table('prod-eu', { ...query, name: 'web-9' })).toBeUndefined()
})

test('what is not watched, or only in part, is not answered from what is known', async () => {
  const only = await tables([heard(10, { namespace: 'shop' })])
  const never = await tables([])

  expect(only.table('prod-eu', { kind: kinds.pod, namespace: 'shop' })?.rows).toHaveLength(3)
  expect(only.table('prod-eu', { kind: kinds.pod })).toBeUndefined()
  expect(only.table('prod-eu', { kind: kinds.pod, namespace: 'legacy' })).toBeUndefined()
  expect(never.table('prod-eu', { kind: kinds.pod, namespace: 'shop' })).toBeUndefined()
  expect(only.table('staging', { kind: kinds.pod, namespace: 'shop' })).toBeUndefined()
})
