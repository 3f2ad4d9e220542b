import { describe, expect, test } from 'vitest'
import { get } from '../../commands/get.ts'
import type { PrintedTable } from '../../src/core/cluster.ts'
import { DeckwatchError } from '../../src/core/errors.ts'
import { plain } from '../../src/core/text.ts'
import type { View } from '../../src/core/view.ts'
import { parseArgs } from '../../src/core/words/parse-args.ts'
import { tokenize } from '../../src/core/words/tokenize.ts'
import { commandContext } from '../support/command-context.ts'
import type { FakeCluster } from '../support/fake-cluster-reader.ts'
import { deployment, namespaceObject, thing } from '../support/kube-objects.ts'
import { pod } from '../support/kube-pods.ts'

const ask = async (words: string, cluster: FakeCluster = {}) => {
  const context = commandContext({ ...cluster, words: `get ${words}` })
  const args = parseArgs(get, tokenize(words))
  const access = await get.access(args, context)
  return { view: await get.run(args, context), access, context }
}

const tableOf = (view: View) =>
  view.parts.flatMap((part) => (part.part === 'table' ? part.table : []))[0]

const outputOf = (view: View) =>
  view.parts.flatMap((part) => (part.part === 'output' ? part.output : [])).join('')

const row = (name: string, ready: string, status: string): PrintedTable['rows'][number] => ({
  cells: [name, ready, status, '0', '5m', '10.0.0.1', 'node-1'],
  name,
  namespace: 'shop',
  labels: {},
})

const printedPods: PrintedTable = {
  columns: [
    ...['Name', 'Ready', 'Status', 'Restarts', 'Age'].map((name) => ({ name, wide: false })),
    ...['IP', 'Node'].map((name) => ({ name, wide: true })),
  ],
  rows: [
    row('web-1', '1/1', 'Running'),
    row('web-2', '0/1', 'CrashLoopBackOff'),
    row('job-1', '0/1', 'Completed'),
  ],
  more: false,
}

describe('get', () => {
  test('shows unhealthy pods first and counts them', async () => {
    const { view } = await ask('pods', { tables: { pods: printedPods }, objects: [pod()] })

    expect(plain(view.title)).toBe('pods in shop · 3 of 3, 1 unhealthy')
    expect(tableOf(view)?.columns).toEqual(['Name', 'Ready', 'Status', 'Restarts', 'Age'])
    expect(tableOf(view)?.rows.map(([name]) => name)).toEqual(['web-2', 'web-1', 'job-1'])
  })

  test('lists a kind once, however often and however it is spelled', async () => {
    const { view } = await ask('pods,po,Pod', { tables: { pods: printedPods }, objects: [pod()] })

    expect(plain(view.title)).toBe('pods in shop · 3 of 3, 1 unhealthy')
    expect(view.parts).toHaveLength(1)
  })

  test('shows only unhealthy ones when that is asked for', async () => {
    const printed = { tables: { pods: printedPods }, objects: [pod()] }
    const { view } = await ask('pods --unhealthy', printed)

    expect(plain(view.title)).toBe('pods in shop · 1 of 3, 1 unhealthy')
    expect(tableOf(view)?.rows.map(([name]) => name)).toEqual(['web-2'])
  })

  test('says when none is unhealthy', async () => {
    const { view } = await ask('pods --unhealthy', { objects: [pod()] })

    expect(plain(view.title)).toBe('pods in shop · none of 1 unhealthy')
    expect(view.parts).toEqual([])
  })

  test('offers the logs of the worst pod, on the same cluster', async () => {
    const { view } = await ask('pods', { tables: { pods: printedPods }, objects: [pod()] })

    expect(view.buttons).toEqual([
      { label: 'Logs of web-2', words: 'logs pod/web-2 -n shop -c prod-eu' },
      { label: 'Describe web-2', words: 'describe pod/web-2 -n shop -c prod-eu' },
      { label: 'Again', words: 'get pods' },
    ])
  })

  test('shows more columns with -o wide', async () => {
    const { view } = await ask('po -o wide', { tables: { pods: printedPods }, objects: [pod()] })

    expect(tableOf(view)?.columns).toContain('Node')
  })

  test('names the namespace of each row with -A', async () => {
    const { view, access } = await ask('pods -A', { tables: { pods: printedPods } })

    expect(plain(view.title)).toContain('pods in every namespace')
    expect(tableOf(view)?.rows[0]?.slice(0, 2)).toEqual(['shop', 'web-2'])
    expect(access).toMatchObject([{ verb: 'list', namespace: '*' }])
  })

  test('passes the selector on', async () => {
    const objects = [pod({ name: 'a' }), pod({ name: 'b', labels: { app: 'db' } })]
    const { view } = await ask('pods -l app=db', { objects })

    expect(plain(view.title)).toBe('pods in shop · app=db · 1 of 1')
    expect(tableOf(view)?.rows).toEqual([['b', '5m']])
  })

  test('shows several kinds one after the other', async () => {
    const objects = [pod(), deployment(), thing('Service', { name: 'web' })]
    const { view, access } = await ask('pods,svc', { objects })

    expect(plain(view.title)).toBe('pods, services in shop')
    expect(view.parts.map(({ part }) => part)).toEqual(['text', 'table', 'text', 'table'])
    expect(access.map(({ kind }) => kind.resource)).toEqual(['pods', 'services'])
  })

  test.each(['deploy/web deploy/api', 'deploy web api'])(
    'shows "%s" in one table',
    async (words) => {
      const objects = [deployment(), deployment({ name: 'api' }), deployment({ name: 'other' })]
      const { view, access } = await ask(words, { objects })

      expect(tableOf(view)?.rows.map(([name]) => name)).toEqual(['web', 'api'])
      expect(access).toMatchObject([
        { verb: 'get', name: 'web', namespace: 'shop' },
        { verb: 'get', name: 'api', namespace: 'shop' },
      ])
    },
  )

  test('asks for cluster-wide kinds without a namespace', async () => {
    const { access, context } = await ask('nodes -n shop')

    expect(access[0]).not.toHaveProperty('namespace')
    expect(context.cluster.calls).toEqual(['list nodes'])
  })

  test('prints names only with -o name', async () => {
    expect(outputOf((await ask('deploy -o name', { objects: [deployment()] })).view)).toBe(
      'deployment/web',
    )
  })

  test('says when a list is empty because the namespace is not there', async () => {
    const { view } = await ask('pods -n shpo', { objects: [namespaceObject('shop')] })

    expect(plain(view.title)).toBe('pods in shpo · none')
    expect(JSON.stringify(view.parts)).toContain('There is no namespace ')
  })

  test('says what is near a name that is not there', async () => {
    const error = await ask('deploy wbe', { objects: [deployment()] }).catch((e: unknown) => e)

    expect(error).toMatchObject({ code: 'object-not-found', suggestions: ['web'] })
  })

  test('says which kinds are near one that is not there', async () => {
    const error = await ask('dployments').catch((caught: unknown) => caught)

    expect(error).toMatchObject({
      code: 'unknown-kind',
      suggestions: ['deployments', 'deployment'],
    })
  })
})

describe('get -o yaml', () => {
  test('hides values of environment variables', async () => {
    const { view } = await ask('deploy/web -o yaml', { objects: [deployment()] })

    expect(outputOf(view)).toContain('name: TOKEN\n')
    expect(outputOf(view)).not.toContain('hunter2')
  })

  test('never shows what a Secret holds, not even in its annotations', async () => {
    const secret = thing('Secret', {
      name: 'db',
      annotations: {
        'kubectl.kubernetes.io/last-applied-configuration': '{"data":"aHVudGVyMg=="}',
      },
      body: { data: { password: 'aHVudGVyMg==' }, stringData: { plain: 'hunter2' } },
    })
    const { view } = await ask('secret/db -o yaml', { objects: [secret] })

    expect(outputOf(view)).toContain('password: "(hidden, 7 bytes)"')
    expect(outputOf(view)).not.toMatch(/hunter2|aHVudGVyMg/)
  })

  test.each(['pods -o yaml', 'pod a b -o yaml'])(
    'is for one object, not for "%s"',
    async (words) => {
      await expect(ask(words)).rejects.toThrow('one object at a time')
    },
  )
})

test.each(['pods -l a=b,', 'pods -l "a in (b"', 'pods -l a==b=c', 'pods -o jsonpath', 'p..ds'])(
  'get refuses "%s" before anything is sent',
  (words) => {
    expect(() => parseArgs(get, tokenize(words))).toThrow(DeckwatchError)
  },
)

test('get refuses a name together with a selector', async () => {
  await expect(ask('pod/a -l app=web')).rejects.toThrow('neither a selector')
})
