import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Watched } from '../../../src/core/watched.ts'
import { mergeKeepings } from '../../../src/kube/watch/merge-keepings.ts'
import { isRecord } from '../../../src/kube/watch/path-tree.ts'
import { createReadWatched } from '../../../src/kube/watch/read-watched.ts'

const metadata = { name: 'web', namespace: 'shop', uid: 'u1', resourceVersion: '7' }
const read = (paths: readonly string[], annotations: readonly string[] = []) =>
  createReadWatched({ group: '', resource: 'pods', paths, annotations })

test('only what is declared is kept', () => {
  const object = {
    metadata: {
      ...metadata,
      generation: 3,
      creationTimestamp: '2026-03-02T09:00:00Z',
      deletionTimestamp: '2026-03-02T10:00:00Z',
      labels: { app: 'web', odd: 1 },
      annotations: { kept: 'yes', dropped: 'x'.repeat(1000) },
    },
    spec: { nodeName: 'n1', containers: [{ name: 'a', image: 'i', env: [1] }, { name: 'b' }] },
    status: { phase: 'Running', conditions: [{ type: 'Ready' }] },
  }

  expect(
    read(['spec.nodeName', 'spec.containers.name', 'status.conditions'], ['kept'])(object),
  ).toEqual({
    group: '',
    resource: 'pods',
    ...metadata,
    generation: 3,
    createdAt: '2026-03-02T09:00:00Z',
    deletedAt: '2026-03-02T10:00:00Z',
    labels: { app: 'web' },
    annotations: { kept: 'yes' },
    owners: [],
    body: {
      spec: { nodeName: 'n1', containers: [{ name: 'a' }, { name: 'b' }] },
      status: { conditions: [{ type: 'Ready' }] },
    },
  })
})

test('the controlling owner comes first, and owners without a uid are left out', () => {
  const owner = { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'rs', uid: 'r' }
  const ownerReferences = [
    { ...owner, uid: 'other' },
    { kind: 'X' },
    null,
    { ...owner, controller: true },
  ]

  expect(read([])({ metadata: { ...metadata, ownerReferences } })?.owners).toEqual([
    { group: 'apps', kind: 'ReplicaSet', name: 'rs', uid: 'r', controller: true },
    { group: 'apps', kind: 'ReplicaSet', name: 'rs', uid: 'other', controller: false },
  ])
})

test('pods of one owner share their labels, owners and long texts', () => {
  const reader = read(['status.reason'])
  const object = (uid: string) => ({
    metadata: { ...metadata, uid, labels: { app: 'a-long-name-of-an-app' } },
    status: { reason: 'a-reason-that-repeats' },
  })
  const first = reader(object('1'))
  const second = reader(object('2'))

  expect(first?.labels).toBe(second?.labels)
  expect(first).not.toBe(second)
})

const conditionsOf = (object: Watched | undefined): unknown => {
  const status = object?.body['status']
  return isRecord(status) ? status['conditions'] : undefined
}

test('a new version shares with the old one what did not change', () => {
  const reader = read(['spec.containers', 'status'])
  const object = (version: string, phase: string) => ({
    metadata: {
      ...metadata,
      resourceVersion: version,
      labels: { app: 'web' },
      ownerReferences: [{ apiVersion: 'v1', kind: 'Job', name: 'j', uid: 'j', controller: true }],
    },
    spec: { containers: [{ name: 'a', env: [{ name: 'X' }] }] },
    status: { phase, conditions: [{ type: 'Ready', status: 'True' }] },
  })
  const old = reader(object('1', 'Pending'))
  const known = (name: string, namespace = '') =>
    name === 'web' && namespace === 'shop' ? old : undefined
  const next = reader(object('2', 'Running'), known)

  expect(next).toEqual({
    ...old,
    resourceVersion: '2',
    body: { ...old?.body, status: { phase: 'Running', conditions: conditionsOf(old) } },
  })
  expect(next?.body['spec']).toBe(old?.body['spec'])
  expect(conditionsOf(next)).toBe(conditionsOf(old))
  expect(next?.labels).toBe(old?.labels)
  expect(next?.owners).toBe(old?.owners)
  expect(reader(object('3', 'Pending'), known)?.body).toBe(old?.body)
  expect(reader(object('1', 'whatever'), known)).toBe(old)
})

test('one made anew under the same name shares nothing by mistake', () => {
  const reader = read(['status'])
  const object = (uid: string, createdAt: string) => ({
    metadata: { ...metadata, uid, creationTimestamp: createdAt },
  })
  const old = reader(object('old', '2026-03-02T09:00:00Z'))

  expect(reader(object('new', '2026-03-02T10:00:00Z'), () => old)).toMatchObject({
    uid: 'new',
    createdAt: '2026-03-02T10:00:00Z',
  })
})

test('whatever comes, reading never throws', () => {
  const reader = read(['spec.containers.name', 'status', 'a.b.c'], ['x'])
  fc.assert(fc.property(fc.anything(), (raw) => void reader(raw)))
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (spec, labels) => {
      const found = reader(JSON.parse(JSON.stringify({ metadata: { ...metadata, labels }, spec })))
      expect(found).toMatchObject({ uid: 'u1', name: 'web' })
    }),
  )
})

describe('what several want of one kind', () => {
  test('is kept once, and a pod is always known by its node', () => {
    const merged = mergeKeepings([
      { group: '', resource: 'pods', paths: ['status'], annotations: ['a'] },
      { group: 'apps', resource: 'deployments', paths: ['status'] },
      {
        group: '',
        resource: 'pods',
        paths: ['status', 'spec.containers'],
        annotations: ['a', 'b'],
      },
    ])

    expect([...merged.keys()]).toEqual(['pods', 'deployments.apps'])
    expect(merged.get('pods')).toMatchObject({
      group: '',
      resource: 'pods',
      paths: ['spec.nodeName', 'status', 'spec.containers'],
      annotations: ['a', 'b'],
    })
  })

  test('a whole wins over its parts, in any order', () => {
    const object = { metadata, status: { a: 1, b: 2 } }

    for (const paths of [
      ['status', 'status.a'],
      ['status.a', 'status'],
    ])
      expect(read(paths)(object)?.body).toEqual({ status: { a: 1, b: 2 } })
  })
})

test('of what may be secret only a fingerprint is kept, and it changes with what it stands for', () => {
  const keeping = mergeKeepings([
    {
      group: 'apps',
      resource: 'deployments',
      paths: ['spec.env.name'],
      hashed: ['spec.env.value'],
    },
  ]).get('deployments.apps')
  if (!keeping) throw new Error('nothing is kept')
  const reader = createReadWatched(keeping)
  const values = (...env: readonly unknown[]) =>
    JSON.stringify(reader({ metadata, spec: { env: env.map((value) => ({ name: 'A', value })) } }))

  expect(values('hunter2')).not.toContain('hunter2')
  expect(values('hunter2', { a: 1 })).toBe(values('hunter2', { a: 1 }))
  expect(values('hunter2')).not.toBe(values('hunter3'))
})

test('who wrote an object is kept where somebody asks for it, and what it wrote is not', () => {
  const object = {
    metadata: {
      ...metadata,
      managedFields: [
        { manager: 'helm', operation: 'Apply', time: '2026-03-02T09:00:00Z', fieldsV1: { f: {} } },
        {
          manager: 'kubelet',
          operation: 'Update',
          time: '2026-03-02T09:00:01Z',
          subresource: 'status',
        },
        { manager: 7 },
        null,
      ],
    },
  }
  const keeping = { group: '', resource: 'pods', paths: [] }

  expect(read([])(object)?.managers).toBeUndefined()
  expect(createReadWatched({ ...keeping, managers: true })(object)?.managers).toEqual([
    { manager: 'helm', operation: 'Apply', at: '2026-03-02T09:00:00Z' },
    { manager: 'kubelet', operation: 'Update', subresource: 'status', at: '2026-03-02T09:00:01Z' },
  ])
})

test('long texts are cut where somebody asks for it, and only where nobody wants them whole', () => {
  const short = { group: '', resource: 'events', paths: ['message'], longest: 5 }
  const reason = { ...short, paths: ['reason'], fieldSelector: 'type=Warning' }
  const merged = (...keepings: Parameters<typeof mergeKeepings>[0]) =>
    mergeKeepings(keepings).get('events')

  expect(createReadWatched(short)({ metadata, message: 'too long' })?.body).toEqual({
    message: 'too l',
  })
  expect(merged(short, { ...reason, longest: 9 })?.longest).toBe(9)
  expect(merged(reason, reason)?.fieldSelector).toBe('type=Warning')
  expect(merged(short, reason)?.fieldSelector).toBeUndefined()
  expect(merged(short, { group: '', resource: 'events', paths: [] })?.longest).toBeUndefined()
})
