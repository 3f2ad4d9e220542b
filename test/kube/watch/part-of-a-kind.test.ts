import { expect, test } from 'vitest'
import { detectors } from '../../../src/detectors/index.ts'
import { createKnownTables } from '../../../src/kube/known/known-tables.ts'
import { systemClock } from '../../../src/telemetry/system-seams.ts'
import { watchedCluster } from './watched-cluster.ts'
import { until } from '../../support/patience.ts'

const EVENTS = '/api/v1/namespaces/shop/events'
const KIND = {
  group: '',
  version: 'v1',
  kind: 'Event',
  resource: 'events',
  singular: 'event',
  shortNames: [],
  namespaced: true,
  verbs: [],
  subresources: [],
}

test('of events only warnings that nothing else covers are watched, and such a part is no answer for people', async () => {
  const { client, watching } = await watchedCluster(
    detectors.filter(({ resource }) => resource === 'events').flatMap(({ keeps }) => keeps),
  )
  const record = (name: string, type: string, reason: string) =>
    client.call('POST', EVENTS, {
      body: {
        metadata: { name },
        type,
        reason,
        involvedObject: { kind: 'Pod', namespace: 'shop', name: 'web' },
      },
    })
  await record('one', 'Normal', 'Pulled')
  await record('two', 'Warning', 'BackOff')
  expect((await record('three', 'Warning', 'DNSConfigForming')).code).toBe(201)
  const names = () => watching.look.list('events', 'shop').map(({ name }) => name)
  await until(() => names().includes('three'))

  expect(names()).not.toContain('one')
  expect(names()).not.toContain('two')
  expect(watching.look.knows('events')).toBe(true)
  const known = createKnownTables([watching], { clock: systemClock })
  expect(known.table('c1', { kind: KIND, namespace: 'shop', limit: 10 })).toBeUndefined()
})
