import { describe, expect, test } from 'vitest'
import { events } from '../../commands/events.ts'
import { askQuery, linesOf, refusal } from '../support/ask-command.ts'
import { deployment, namespaceObject, replicaSet } from '../support/kube-objects.ts'
import { pod } from '../support/kube-pods.ts'
import { event } from './kube-events.ts'

const happened = [
  event({ reason: 'Pulled', message: 'image is there', at: '2026-03-02T09:50:00Z' }),
  event({
    reason: 'BackOff',
    type: 'Warning',
    message: 'again',
    at: '2026-03-02T09:59:00Z',
    count: 7,
  }),
  event({ reason: 'Failed', type: 'Warning', message: 'first', at: '2026-03-02T09:40:00Z' }),
  event({ reason: 'Elsewhere', namespace: 'legacy', at: '2026-03-02T09:59:30Z' }),
]

describe('events', () => {
  test('shows warnings first and in each half the newest first, with counts', async () => {
    const { view, access } = await askQuery(events, '', { objects: happened })

    expect(linesOf(view)).toEqual([
      'events in shop · 3, 2 of them warnings',
      'Age | Type | Reason | Object | Message',
      '1\u00a0min | Warning | BackOff | pod/web-1 | again (×7)',
      '20\u00a0min | Warning | Failed | pod/web-1 | first',
      '10\u00a0min | Normal | Pulled | pod/web-1 | image is there',
    ])
    expect(access).toMatchObject([{ verb: 'list', namespace: 'shop' }])
  })

  test('of one object only', async () => {
    const objects = [
      ...happened,
      deployment(),
      event({
        reason: 'Scaled',
        subject: { kind: 'Deployment', name: 'web', uid: 'uid-deployment-web' },
      }),
    ]
    const { view, access } = await askQuery(events, 'deploy/web', { objects })

    expect(linesOf(view)[0]).toBe(
      'events of deployment/web and its pods in shop · 1, 0 of them warnings',
    )
    expect(access.map(({ verb, kind }) => `${verb} ${kind.resource}`)).toEqual([
      'list events',
      'get deployments',
      'list pods',
    ])
  })

  test('of a workload with those of its pods and of its ReplicaSet', async () => {
    const web = deployment()
    const set = replicaSet({ owner: web, revision: 2 })
    const sick = pod({ name: 'web-2-x', owner: set, waiting: 'CrashLoopBackOff' })
    const about = (kind: string, name: string, uid: string) => ({ subject: { kind, name, uid } })
    const objects = [
      web,
      set,
      sick,
      event({ reason: 'BackOff', ...about('Pod', 'web-2-x', 'uid-pod-web-2-x') }),
      event({ reason: 'Created', ...about('ReplicaSet', 'web-2', 'uid-replicaset-web-2') }),
      event({ reason: 'Other', ...about('Pod', 'else', 'uid-pod-else') }),
    ]
    const lines = linesOf((await askQuery(events, 'deploy/web', { objects })).view)

    expect(lines[0]).toContain('2, 0 of them warnings')
    expect(lines.join()).toMatch(/BackOff.*Created/)
  })

  test('of a pod only its own', async () => {
    const { view } = await askQuery(events, 'pod/web-1', { objects: [pod({ name: 'web-1' })] })

    expect(linesOf(view)[0]).toBe('events of pod/web-1 in shop · none')
  })

  test('of one object with -A in the namespace that is meant here', async () => {
    const { access } = await askQuery(events, 'deploy/web -A', { objects: [deployment()] })

    expect(access).toMatchObject([
      { verb: 'list', namespace: 'shop' },
      { name: 'web', namespace: 'shop' },
      { verb: 'list' },
    ])
  })

  test('everywhere, recent ones, warnings only', async () => {
    const words = '-A --since=30m --warnings'
    const { view, access } = await askQuery(events, words, { objects: happened })

    expect(linesOf(view)[0]).toBe(
      'events in every namespace in the last 30 min · 2, 2 of them warnings',
    )
    expect(access).toMatchObject([{ namespace: '*' }])
  })

  test('as the newer API writes them', async () => {
    const newer = event({ reason: 'Old' })
    const { lastTimestamp: _none, ...rest } = newer
    const series = { count: 3, lastObservedTime: '2026-03-02T09:58:00Z' }
    const { view } = await askQuery(events, '', { objects: [{ ...rest, series }] })

    expect(linesOf(view).at(-1)).toBe('2\u00a0min | Normal | Old | pod/web-1 | it happened (×3)')
  })

  test('says so when there are none, or no such namespace', async () => {
    const objects = [namespaceObject('shop')]

    expect(linesOf((await askQuery(events, '', { objects })).view)[0]).toBe('events in shop · none')
    expect(linesOf((await askQuery(events, '-n shpo', { objects })).view)[1]).toContain(
      'Close: shop.',
    )
  })

  test('says what is near an object that is not there', async () => {
    const error = await refusal(askQuery(events, 'deploy/wbe', { objects: [deployment()] }))

    expect(error.suggestions).toEqual(['web'])
  })
})
