import { describe, expect, test } from 'vitest'
import { logs } from '../../commands/logs.ts'
import { UnavailableError } from '../../src/core/errors.ts'
import { plain, text } from '../../src/core/text.ts'
import { parseArgs } from '../../src/core/words/parse-args.ts'
import { askQuery, linesOf, refusal } from '../support/ask-command.ts'
import { commandContext } from '../support/command-context.ts'
import { deployment, thing } from '../support/kube-objects.ts'
import { pod } from '../support/kube-pods.ts'
import { processorTimeOf } from '../support/processor-time.ts'

const at = (second: string, line: string) => `2026-03-02T09:59:${second}Z ${line}`

describe('logs of one pod', () => {
  const objects = [pod({ name: 'web-1' })]

  test('are its lines without the time stamps', async () => {
    const written = `${at('01.000000001', 'started')}\n${at('02.5', 'ready')}\n`
    const { view, access } = await askQuery(logs, 'web-1', { objects, logs: { 'web-1': written } })

    expect(linesOf(view)).toEqual([
      'logs of pod/web-1 in shop · container app · 2 lines',
      'started',
      'ready',
    ])
    expect(access).toMatchObject([
      { verb: 'get', name: 'web-1', namespace: 'shop' },
      { verb: 'get', subresource: 'log', name: 'web-1', namespace: 'shop' },
    ])
  })

  test('keep a line whole that hides a line separator', async () => {
    const written = at('01.1', 'user said \u2028 fine')
    const { view } = await askQuery(logs, 'web-1', { objects, logs: { 'web-1': written } })

    expect(linesOf(view)[1]).toBe('user said \u2028 fine')
  })

  test('that is not there: whoever meant the workload is told how to name it', async () => {
    const missing = await refusal(askQuery(logs, 'web', { objects }))

    expect(missing.suggestions).toEqual(['web-1'])
    expect(plain(missing.hint ?? [])).toContain(
      'A workload is named with its kind: logs deploy/web.',
    )
    expect((await refusal(askQuery(logs, 'web-2', { objects }))).hint).toBeUndefined()
  })

  test('say how much of them is shown', async () => {
    const written = Array.from({ length: 300 }, (_, i) => at('01.1', `line ${i}`)).join('\n')
    const { view } = await askQuery(logs, 'web-1 --tail=5', { objects, logs: { 'web-1': written } })

    expect(linesOf(view)).toContain('line 299')
    expect(linesOf(view)).not.toContain('line 294')
    expect(linesOf(view).at(-1)).toBe('note: the last 5 lines of each; more with --tail')
  })

  test('are searched for plain text, small letters matching capitals', async () => {
    const written = [at('01.1', 'ERROR one'), at('02.1', 'fine'), at('03.1', 'error two')].join(
      '\n',
    )
    const { view } = await askQuery(logs, 'web-1 --grep error', {
      objects,
      logs: { 'web-1': written },
    })

    expect(linesOf(view).slice(0, 3)).toEqual([
      'logs of pod/web-1 in shop · container app · 2 of 3 lines with error',
      'ERROR one',
      'error two',
    ])
  })

  test('take a hostile pattern as plain text', async () => {
    const written = at('01.1', `${'a'.repeat(100_000)} (a+)+$ b`)
    const took = await processorTimeOf(async () => {
      const { view } = await askQuery(logs, 'web-1 --grep (a+)+$', {
        objects,
        logs: { 'web-1': written },
      })
      expect(plain(view.title)).toContain('1 of 1 lines')
    })

    expect(took).toBeLessThan(500)
  })
})

describe('logs of a crash loop', () => {
  const objects = [
    pod({ name: 'web-1', waiting: 'CrashLoopBackOff', restarts: 4, lastExit: { exitCode: 1 } }),
  ]

  test('are those of the previous run, and say so', async () => {
    const written = { 'web-1/app/previous': at('01.1', 'panic: no database') }
    const { view } = await askQuery(logs, 'web-1', { objects, logs: written })

    expect(linesOf(view)).toEqual([
      'logs of pod/web-1 in shop · container app · previous run · 1 line',
      'note: web-1 app crash-loops: this is its previous run',
      'panic: no database',
    ])
  })

  test('are those of the current run when the previous one is gone', async () => {
    const { view } = await askQuery(logs, 'web-1', {
      objects,
      logs: { 'web-1/app': at('01.1', 'hi') },
    })

    expect(linesOf(view)).toEqual(['logs of pod/web-1 in shop · container app · 1 line', 'hi'])
  })
})

test('logs of a container that never ran say what it waits for', async () => {
  const objects = [pod({ name: 'web-1', waiting: 'ImagePullBackOff' })]
  const { view, context } = await askQuery(logs, 'web-1', { objects })

  expect(linesOf(view)[1]).toBe('warning: web-1 app has not run yet: ImagePullBackOff')
  expect(context.cluster.calls).not.toContain('get pods/log shop/web-1')
})

describe('logs of a workload', () => {
  const objects = [
    deployment(),
    pod({ name: 'web-1' }),
    pod({ name: 'web-2' }),
    pod({ name: 'other', labels: { app: 'db' } }),
  ]

  test('are merged in the order of time, whatever zone a node writes', async () => {
    const { view, access } = await askQuery(logs, 'deploy/web', {
      objects,
      logs: {
        'web-1': `${at('01.12', 'first')}\n${at('03.000000002', 'fourth')}`,
        'web-2': `2026-03-02T11:59:01.123+02:00 second\n${at('03.000000001', 'third')}`,
      },
    })

    expect(linesOf(view).slice(1)).toEqual([
      '[web-1] first',
      '[web-2] second',
      '[web-2] third',
      '[web-1] fourth',
    ])
    expect(access.map(({ verb, kind, subresource }) => [verb, kind.resource, subresource])).toEqual(
      [
        ['get', 'deployments', undefined],
        ['list', 'pods', undefined],
        ['get', 'pods', 'log'],
      ],
    )
  })

  test('go on without a pod that cannot be read', async () => {
    const down = new UnavailableError('kubelet-down', text`the node does not answer`)
    const written = { 'web-1': at('01.1', 'fine'), 'web-2': down }
    const { view } = await askQuery(logs, 'deploy web', { objects, logs: written })

    expect(linesOf(view)).toContain('warning: web-2 app cannot be read: the node does not answer')
    expect(linesOf(view)).toContain('[web-1] fine')
  })

  test('are those of at most ten pods, the troubled first', async () => {
    const many = Array.from({ length: 12 }, (_, i) => pod({ name: `web-${i}` }))
    const sick = pod({ name: 'sick', waiting: 'CrashLoopBackOff', lastExit: { exitCode: 1 } })
    const written = Object.fromEntries(
      ['sick', ...many.map(({ metadata }) => metadata.name)].map((name) => [
        name,
        at('01.1', name),
      ]),
    )
    const { view } = await askQuery(logs, '-l app=web', {
      objects: [...many, sick],
      logs: { ...written, 'sick/app/previous': at('00.1', 'died') },
    })

    expect(linesOf(view)).toContain('[sick] died')
    expect(linesOf(view)).toContain('note: 10 of 13 pods: those in trouble and the newest')
  })

  test('give up on a pod that does not answer within 15 s', async () => {
    const context = commandContext({ objects: [pod({ name: 'web-1' })] })
    const cluster = { ...context.cluster, logs: () => new Promise<never>(() => {}) }
    const answer = logs.run(parseArgs(logs, ['web-1']), { ...context, cluster })
    await context.clock.advance(15_000)

    expect(linesOf(await answer)[1]).toBe(
      'warning: web-1 app cannot be read: no answer within 15 s',
    )
    expect(context.clock.pending()).toBe(0)
  })
})

describe('logs choose the container', () => {
  const two = { name: 'web-1', containers: ['proxy', 'app'] }

  test('that the pod marks as its default, and say that there are others', async () => {
    const annotations = { 'kubectl.kubernetes.io/default-container': 'app' }
    const objects = [pod({ ...two, annotations })]
    const { view } = await askQuery(logs, 'web-1', { objects, logs: { 'web-1/app': 'x' } })

    expect(plain(view.title)).toContain('container app')
    expect(linesOf(view)).toContain('note: other containers: proxy, with --container')
  })

  test('that was named, or tell which there are', async () => {
    const objects = [pod(two)]
    const error = await refusal(askQuery(logs, 'web-1 --container=ap', { objects }))

    expect(error.suggestions).toEqual(['app'])
    expect(plain(error.hint ?? [])).toBe('It has proxy, app.')
  })
})

describe('logs refuse', () => {
  test('neither object nor selector, or both', async () => {
    expect((await refusal(askQuery(logs, ''))).code).toBe('logs-of-what')
    expect((await refusal(askQuery(logs, 'web-1 -l app=web'))).code).toBe('logs-of-what')
  })

  test('a workload without pods', async () => {
    const error = await refusal(askQuery(logs, 'deploy/web', { objects: [deployment()] }))

    expect(plain(error.text)).toBe('deployment/web has no pods in shop, so there are no logs.')
  })

  test('kinds that have no pods', async () => {
    const objects = [thing('ConfigMap', { name: 'web' })]

    expect((await refusal(askQuery(logs, 'cm/web', { objects }))).code).toBe('no-pods-of-kind')
  })

  test('what Kubernetes forbids, as such', async () => {
    const objects = [pod({ name: 'web-1' })]
    const error = await refusal(askQuery(logs, 'web-1', { objects, forbidden: ['get pods/log'] }))

    expect(error.code).toBe('kubernetes-forbidden')
  })

  test.each(['../secrets/db#', 'web-1 --tail=0', 'web-1 --tail=99999', 'web-1 --since=soon'])(
    '"%s" before anything is sent',
    async (words) => {
      expect((await refusal(askQuery(logs, words))).code).toMatch(/^bad-/)
    },
  )
})
