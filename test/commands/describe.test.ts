import { describe as group, expect, test } from 'vitest'
import { describe } from '../../commands/describe.ts'
import { askQuery, linesOf, refusal } from '../support/ask-command.ts'
import { event } from './kube-events.ts'
import { deployment, replicaSet, thing } from '../support/kube-objects.ts'
import { pod } from '../support/kube-pods.ts'

const web = deployment()
const set = replicaSet({ owner: web, revision: 2 })
const sick = pod({
  name: 'web-1',
  owner: set,
  waiting: 'CrashLoopBackOff',
  restarts: 4,
  lastExit: { exitCode: 137, reason: 'OOMKilled' },
})

group('what it shows', () => {
  test('a pod with its owners up to the root, its trouble and its events', async () => {
    const subject = { kind: 'Pod', name: 'web-1', uid: 'uid-pod-web-1' }
    const objects = [web, set, sick, event({ subject, reason: 'BackOff', type: 'Warning' })]
    const { view, access } = await askQuery(describe, 'pod/web-1', { objects })
    const lines = linesOf(view)

    expect(lines[0]).toBe('pod/web-1 in shop · 0/1 CrashLoopBackOff')
    expect(lines).toContain('owned by: replicaset/web-2 ← deployment/web')
    expect(lines).toContain('warning: web-1 app: OOMKilled (exit 137), 4 restarts')
    expect(lines).toContain('app | web:1.4 | CrashLoopBackOff, last exit 137 (OOMKilled) | 4')
    expect(lines).toContain('5\u00a0min | Warning | BackOff | pod/web-1 | it happened')
    expect(view.buttons?.map(({ words }) => words)).toContain(
      'describe deployment/web -n shop -c prod-eu',
    )
    expect(access.map(({ verb, kind }) => `${verb} ${kind.resource}`)).toEqual([
      'get pods',
      'list events',
    ])
  })

  test('a deployment with its pods and the names of its variables, not their values', async () => {
    const { view, access } = await askQuery(describe, 'deploy web', {
      objects: [web, set, sick, pod()],
    })
    const lines = linesOf(view)

    expect(lines).toContain('web-1 | 0/1 | CrashLoopBackOff | 4 | node-1')
    expect(lines.findIndex((line) => line.startsWith('web-1 |'))).toBeLessThan(
      lines.findIndex((line) => line.startsWith('web-1-abc |')),
    )
    expect(lines).toContain('app | web:1.4 | TOKEN')
    expect(JSON.stringify(view)).not.toContain('hunter2')
    expect(access.map(({ kind }) => kind.resource)).toEqual(['deployments', 'events', 'pods'])
  })

  test('replicas that are wanted apart from those that are there', async () => {
    const { view } = await askQuery(describe, 'deploy/web', { objects: [web] })

    const names = linesOf(view).map((line) => line.split(':')[0])
    expect(names.filter((name) => name === 'replicas')).toHaveLength(1)
    expect(names).toContain('replicas now')
  })

  test('a Secret by its keys and their sizes', async () => {
    const data = { password: 'aHVudGVyMg==', user: 'cm9vdA==' }
    const { view } = await askQuery(describe, 'secret/db', {
      objects: [thing('Secret', { name: 'db', body: { data, type: 'Opaque' } })],
    })

    expect(linesOf(view)).toContain('keys: password (hidden, 7 bytes), user (hidden, 4 bytes)')
    expect(JSON.stringify(view)).not.toMatch(/hunter2|aHVudGVyMg|cm9vdA/)
  })

  test('a node with what runs on it', async () => {
    const node = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'node-1', uid: 'n1' } }
    const { view, access } = await askQuery(describe, 'node/node-1', { objects: [node, sick] })

    expect(linesOf(view)[0]).toBe('node/node-1')
    expect(linesOf(view)).toContain('web-1 | 0/1 | CrashLoopBackOff | 4 | node-1')
    expect(access.at(-1)).toMatchObject({ verb: 'list', namespace: '*' })
  })

  test('a custom kind by what it says in plain values', async () => {
    const body = {
      spec: { size: 3, store: { class: 'fast' }, hosts: ['a', 'b'] },
      status: { phase: 'Ready' },
    }
    const objects = [thing('Widget', { name: 'w', body })]
    const lines = linesOf((await askQuery(describe, 'wd/w', { objects })).view)

    expect(lines).toEqual(
      expect.arrayContaining(['size: 3', 'store class: fast', 'hosts: a, b', 'phase: Ready']),
    )
  })

  test('stops at an owner that the person may not read', async () => {
    const objects = [web, set, sick]
    const { view } = await askQuery(describe, 'pod/web-1', {
      objects,
      forbidden: ['get replicasets'],
    })

    expect(linesOf(view)).toContain('owned by: replicaset/web-2')
  })

  test('an owner whose name holds more words of a command is shown, and no button says them', async () => {
    const forged = { ...web, metadata: { ...web.metadata, name: 'web --public' } }
    const owned = replicaSet({ owner: forged, revision: 2 })
    const { view } = await askQuery(describe, 'rs/web-2', { objects: [owned] })

    expect(linesOf(view)).toContain('owned by: deployment/web --public')
    expect(view.buttons?.map(({ words }) => words).join()).not.toContain('--public')
  })

  test('says what is near a name that is not there', async () => {
    const error = await refusal(askQuery(describe, 'pod/web-2', { objects: [sick] }))

    expect(error.suggestions).toEqual(['web-1'])
  })
})
