import { describe, expect, test } from 'vitest'
import { scale } from '../../commands/scale.ts'
import { DeckwatchError } from '../../src/core/errors.ts'
import { plain } from '../../src/core/text.ts'
import { parseArgs } from '../../src/core/words/parse-args.ts'
import { tokenize } from '../../src/core/words/tokenize.ts'
import { commandContext } from '../support/command-context.ts'
import type { FakeCluster } from '../support/fake-cluster-reader.ts'
import { daemonSet, deployment, namespaceObject, thing } from '../support/kube-objects.ts'

const planFor = async (words: string, cluster: FakeCluster = { objects: [deployment()] }) => {
  const context = commandContext({ ...cluster, words: `scale ${words}` })
  return scale.plan(parseArgs(scale, tokenize(words)), context)
}

const failure = async (words: string, cluster?: FakeCluster) => {
  const error = await planFor(words, cluster).catch((caught: unknown) => caught)
  if (error instanceof DeckwatchError) return error
  throw new Error(`expected an error, got ${JSON.stringify(error)}`)
}

describe('scale plans', () => {
  test('a patch of the scale subresource that tests uid and replicas', async () => {
    const plan = await planFor('deploy/web 5')

    expect(plan).toMatchObject({
      risk: 'change',
      size: { before: 3, after: 5 },
      effects: [
        {
          subresource: 'scale',
          target: { name: 'web', namespace: 'shop', uid: 'uid-deployment-web', generation: 2 },
          patch: [
            { op: 'test', path: '/metadata/uid', value: 'uid-deployment-web' },
            { op: 'test', path: '/spec/replicas', value: 3 },
            { op: 'replace', path: '/spec/replicas', value: 5 },
          ],
          changes: [{ field: 'replicas', before: 3, after: 5 }],
          follow: 'rollout',
        },
      ],
    })
  })

  test.each(['deploy web 5', 'deploy/web --replicas=5', '-n shop deploy web --replicas 5'])(
    'the same for "%s"',
    async (words) => {
      expect((await planFor(words)).size).toEqual({ before: 3, after: 5 })
    },
  )

  test('from zero without testing a field that the API server leaves out', async () => {
    const plan = await planFor('deploy/web 2', { objects: [deployment({ replicas: 0 })] })

    expect(plan.effects[0]?.patch.slice(1)).toEqual([
      { op: 'test', path: '/spec', value: {} },
      { op: 'add', path: '/spec/replicas', value: 2 },
    ])
  })

  test('zero as a danger', async () => {
    const plan = await planFor('deploy/web 0')

    expect(plan.risk).toBe('danger')
    expect(plan.warnings.map(({ code }) => code)).toContain('scale-to-zero')
  })

  test('nothing when the number is right already', async () => {
    const plan = await planFor('deploy/web 3')

    expect(plan.effects).toEqual([])
    expect(plain(plan.nothing ?? [])).toBe('deployment/web has 3 replicas already.')
  })

  test('a custom kind without following it', async () => {
    const widget = thing('Widget', { name: 'w', body: { spec: { replicas: 1, selector: {} } } })
    const plan = await planFor('wd/w 2', { objects: [widget] })

    expect(plan.effects[0]?.follow).toBe('none')
  })
})

describe('scale refuses', () => {
  test('a name that is not there, and says what is near and where else it is', async () => {
    const others = [deployment(), deployment({ name: 'wbe', namespace: 'legacy' })]
    const error = await failure('deploy/wbe 5', { objects: others })

    expect(plain(error.text)).toBe('No deployment wbe in shop.')
    expect(error.suggestions).toEqual(['web'])
    expect(plain(error.hint ?? [])).toBe('Other namespaces have wbe: legacy.')
  })

  test('a namespace that is not there', async () => {
    const error = await failure('deploy/web 5 -n shpo', {
      objects: [deployment(), namespaceObject('shop'), namespaceObject('legacy')],
    })

    expect(plain(error.hint ?? [])).toContain('There is no namespace shpo. Close: shop.')
  })

  test('without hints what the person may not list', async () => {
    const cluster = { objects: [deployment()], forbidden: ['list deployments', 'list namespaces'] }
    const error = await failure('deploy/wbe 5', cluster)

    expect(error.suggestions).toEqual([])
    expect(error.hint).toBeUndefined()
  })

  test('a kind without replicas, and says which have some', async () => {
    const error = await failure('ds/agent 5', { objects: [daemonSet()] })

    expect(error.code).toBe('not-scalable')
    expect(plain(error.hint ?? [])).toBe(
      'This cluster can scale deployments, replicasets, statefulsets, widgets.',
    )
  })

  test('when there are not as many as expected', async () => {
    const error = await failure('deploy/web 5 --current-replicas=2')

    expect(plain(error.text)).toBe('There are 3 replicas now, not 2 as you expected.')
  })

  test('a forgotten number', async () => {
    expect((await failure('deploy/web')).suggestions).toEqual(['scale deploy/web 3'])
  })

  test('a forgotten kind', async () => {
    expect((await failure('web 5')).suggestions).toEqual(['scale deploy/web 5'])
  })

  test('two different numbers', async () => {
    expect((await failure('deploy/web 5 --replicas=6')).code).toBe('two-sizes')
  })

  test.each(['deploy/web -5', 'deploy/web five', 'deploy/web 1e9', 'deploy/web 999999999'])(
    '"%s"',
    async (words) => {
      expect((await failure(words)).code).toBe('bad-argument')
    },
  )

  test.each(['../secrets/db', 'deploy/..', 'deploy/a%2e', 'deploy/web?watch=1', 'deploy/wеb'])(
    'the name in "%s" before anything is sent',
    async (name) => {
      const context = commandContext()
      expect(() => parseArgs(scale, tokenize(`${name} 5`))).toThrow(DeckwatchError)
      expect(context.cluster.calls).toEqual([])
    },
  )
})
