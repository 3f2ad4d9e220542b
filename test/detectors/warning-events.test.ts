import { expect, test } from 'vitest'
import { plain } from '../../src/core/text.ts'
import type { Watched } from '../../src/core/watched.ts'
import { COVERED_REASONS, UNCOVERED_WARNINGS } from '../../src/detectors/events/covered-reasons.ts'
import { detectors } from '../../src/detectors/index.ts'
import { ago, container, lookAt, NOW, ownedBy, podOf, watched } from '../support/watched-objects.ts'

const web = watched('deployments.apps/web', { spec: { replicas: 1 } })
const set = watched('replicasets.apps/web-5f6', { owners: ownedBy(web, 'Deployment') })
const pod = podOf([container()], { owners: ownedBy(set, 'ReplicaSet') })

type Said = Readonly<Record<string, unknown>>

const event = (more: Said = {}) =>
  watched('events/web.17ab', {
    body: {
      type: 'Warning',
      reason: 'DNSConfigForming',
      message: 'Search Line limits\nwere exceeded',
      count: 7,
      firstTimestamp: ago(1200),
      lastTimestamp: ago(30),
      involvedObject: {
        apiVersion: 'v1',
        kind: 'Pod',
        namespace: 'shop',
        name: pod.name,
        uid: pod.uid,
      },
      ...more,
    },
  })
const detector = detectors.find(({ id }) => id === 'warning-events')
const seen = (one: Watched, ...others: readonly Watched[]) =>
  detector?.look(one, lookAt(one, ...others), NOW) ?? []

test('a warning that comes again and again is told of the owner, with what it says and how often', () => {
  const [found, ...others] = seen(event(), pod, set, web)

  expect(others).toEqual([])
  expect(found).toMatchObject({
    about: { kind: 'Deployment', name: 'web' },
    subject: { kind: 'Pod', name: pod.name },
    cause: 'event-dnsconfig-forming',
    since: new Date(ago(1200)),
  })
  expect(plain(found?.summary ?? [])).toBe('warns again and again: DNSConfigForming')
  expect(found?.evidence.map(plain)[0]).toBe('Search Line limits were exceeded')
  expect(found?.evidence.map(plain)[1]).toMatch(/^7 times since/)
})

test('it is counted as events.k8s.io counts it too', () => {
  const series = { count: 9, lastObservedTime: ago(10) }
  const since = { firstTimestamp: null, lastTimestamp: null, count: undefined }

  expect(seen(event({ ...since, eventTime: ago(900), series }), pod)).toHaveLength(1)
})

test('an object of a kind that is not watched, and a node, are named by the reference', () => {
  const issuer = { apiVersion: 'cert-manager.io/v1', kind: 'Issuer', namespace: 'shop', name: 'ca' }
  const { namespace: _none, ...node } = watched('nodes/n1')
  const onNode = { apiVersion: 'v1', kind: 'Node', name: 'n1', uid: 'n1' }

  expect(seen(event({ involvedObject: issuer }))[0]?.about).toMatchObject({
    group: 'cert-manager.io',
    resource: 'issuers',
    name: 'ca',
  })
  expect(seen(event({ involvedObject: onNode }), node)[0]?.about.uid).toBe(node.uid)
})

test('an event that leaves out the group of its object is of that object all the same', () => {
  const { apiVersion: _none, ...bare } = {
    apiVersion: '',
    kind: 'Deployment',
    namespace: 'shop',
    name: 'web',
    uid: web.uid,
  }

  expect(seen(event({ involvedObject: bare }), web)[0]?.about.group).toBe('apps')
})

test.each([
  ['that came a few times only', { count: 4 }],
  ['that came all at once', { firstTimestamp: ago(60) }],
  ['that has not come for a quarter of an hour', { lastTimestamp: ago(16 * 60) }],
  ['that names no object', { involvedObject: {} }],
  ['of the kubelet about what its detectors tell', { reason: 'Failed' }],
])('a warning %s is left alone', (_, more) => {
  expect(seen(event(more), pod, set, web)).toEqual([])
})

test('what another detector sees in the object or in its owner is left to that one', () => {
  const crashing = podOf([container({ waiting: 'CrashLoopBackOff', exit: 1, restarts: 4 })])
  const status = { conditions: [{ type: 'ReplicaFailure', status: 'True' }] }
  const refused = watched('deployments.apps/web', { spec: { replicas: 1 }, status })
  const onSet = { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: set.name, uid: set.uid }

  expect(seen(event(), crashing)).toEqual([])
  expect(seen(event({ reason: 'FailedCreate', involvedObject: onSet }), set, refused)).toEqual([])
})

test('reasons that a detector covers are not even watched, and each of those detectors is one', () => {
  const ids = detectors.map(({ id }) => id)
  const reasons = Object.values(COVERED_REASONS).flat()

  expect(Object.keys(COVERED_REASONS).filter((id) => !ids.includes(id))).toEqual([])
  expect(reasons.filter((reason, i) => reasons.indexOf(reason) !== i)).toEqual([])
  expect(reasons.filter((reason) => !/^[A-Z]\w+$/.test(reason))).toEqual([])
  expect(UNCOVERED_WARNINGS).toMatch(/^type=Warning,reason!=BackOff,/)
})
