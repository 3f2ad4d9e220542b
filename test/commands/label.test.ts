import { describe, expect, test } from 'vitest'
import { label } from '../../commands/label.ts'
import { plain } from '../../src/core/text.ts'
import { askPlan, refusal } from '../support/ask-command.ts'
import type { PlainObject } from '../support/fake-cluster-reader.ts'
import { deployment, namespaceObject, replicaSet, thing } from '../support/kube-objects.ts'
import { pod } from '../support/kube-pods.ts'

const web = deployment({ labels: { app: 'web', tier: 'back' } })
const said = async (words: string, objects: readonly PlainObject[]) =>
  (await askPlan(label, words, { objects })).warnings.map(({ text }) => plain(text))

describe('label plans', () => {
  test('each label that would differ, and only those', async () => {
    const words = 'deploy/web app=web owner=shop tier- gone-'
    const plan = await askPlan(label, words, { objects: [web] })

    expect(plan).toMatchObject({
      risk: 'change',
      warnings: [],
      effects: [
        {
          changes: [
            { field: 'label owner', before: null, after: 'shop' },
            { field: 'label tier', before: 'back', after: null },
          ],
          patch: [
            { op: 'test', path: '/metadata/uid' },
            { op: 'test', path: '/metadata/labels', value: { app: 'web', tier: 'back' } },
            { op: 'test', path: '/metadata/labels/tier', value: 'back' },
            { op: 'add', path: '/metadata/labels/owner', value: 'shop' },
            { op: 'remove', path: '/metadata/labels/tier' },
          ],
          follow: 'none',
        },
      ],
    })
  })

  test('another value only with --overwrite', async () => {
    const error = await refusal(askPlan(label, 'deploy/web tier=front', { objects: [web] }))
    const plan = await askPlan(label, 'deploy/web tier=front --overwrite', { objects: [web] })

    expect(error.code).toBe('label-exists')
    expect(plain(error.text)).toBe('tier is back already.')
    expect(plan.effects[0]?.changes).toEqual([
      { field: 'label tier', before: 'back', after: 'front' },
    ])
  })

  test('nothing when it is labelled like that', async () => {
    const plan = await askPlan(label, 'deploy web tier=back', { objects: [web] })

    expect(plan.effects).toEqual([])
    expect(plain(plan.nothing ?? [])).toBe('deployment/web is labelled like that already.')
  })

  test('an empty value', async () => {
    const plan = await askPlan(label, 'deploy/web owner=', { objects: [web] })

    expect(plan.effects[0]?.changes).toEqual([{ field: 'label owner', before: null, after: '' }])
  })
})

describe('label warns', () => {
  const service = (selector: Record<string, string>) =>
    thing('Service', { name: 'front', body: { spec: { selector } } })
  const labels = { app: 'web', 'pod-template-hash': '1' }

  test('loudly when a Service would stop sending traffic to a pod', async () => {
    const objects = [pod({ name: 'web-1', labels }), service({ app: 'web' })]
    const plan = await askPlan(label, 'pod/web-1 app=debug --overwrite', { objects })

    expect(plan.risk).toBe('danger')
    expect(await said('pod/web-1 app-', objects)).toEqual([
      'Service front selects by these labels: it stops sending traffic there.',
    ])
  })

  test('loudly when a Service would start to', async () => {
    const objects = [pod({ name: 'web-1', labels }), service({ app: 'web', live: 'yes' })]

    expect(await said('pod/web-1 live=yes', objects)).toEqual([
      'Service front selects by these labels: it starts sending traffic there.',
    ])
  })

  test('not of a Service without a selector, or one that goes by other labels', async () => {
    const objects = [pod({ name: 'web-1', labels }), service({}), service({ app: 'web' })]

    expect(await said('pod/web-1 note=x', objects)).toEqual([])
  })

  test('that the controller lets the pod go and makes another', async () => {
    const set = replicaSet({ revision: 1 })
    const objects = [pod({ name: 'web-1', labels, owner: set }), set]

    expect(await said('pod/web-1 app=debug --overwrite', objects)).toEqual([
      'replicaset/web-1 selects by these labels: it lets this pod go and makes another in its place.',
    ])
    expect(await said('pod/web-1 note=x', objects)).toEqual([])
  })

  test('that a namespace’s labels say what its pods may do', async () => {
    const plan = await askPlan(label, 'ns/shop pod-security.kubernetes.io/enforce=privileged', {
      objects: [namespaceObject('shop')],
    })

    expect(plan.risk).toBe('danger')
    expect(plan.warnings.map(({ code }) => code)).toEqual(['pod-security'])
    expect(await said('ns/shop team=shop', [namespaceObject('shop')])).toEqual([
      'Network policies and admission rules may go by the labels of a namespace.',
    ])
  })

  test('without what the person may not read', async () => {
    const objects = [pod({ name: 'web-1', labels }), service({ app: 'web' })]
    const forbidden = ['list services']
    const { warnings } = await askPlan(label, 'pod/web-1 app-', { objects, forbidden })

    expect(warnings).toEqual([])
  })
})

describe('label refuses', () => {
  test.each([
    'kubernetes.io/hostname=other',
    'topology.kubernetes.io/zone-',
    'pod-template-hash=1',
    'beta.kubernetes.io/os=linux',
    'batch.kubernetes.io/job-name=x',
  ])('%s, which a part of Kubernetes writes', async (words) => {
    const error = await refusal(askPlan(label, `deploy/web ${words}`, { objects: [web] }))

    expect(error.code).toBe('reserved-label')
    expect(plain(error.text)).toMatch(/is written by the .*; nobody else should\.$/)
  })

  test.each([
    ['neither key=value nor key-', 'tier'],
    ['no key', '=x'],
    ['only a dash and an empty key', '"" tier=x'],
    ['a key with a slash too many', 'a/b/c=x'],
    ['a prefix in capitals', 'Example.com/a=x'],
    ['a prefix that is too long', `${'a'.repeat(254)}/a=x`],
    ['a key that is too long', `${'a'.repeat(64)}=x`],
    ['a value that is too long', `a=${'b'.repeat(64)}`],
    ['a value with a blank', '"a=b c"'],
    ['a value that ends with a dot', 'a=b.'],
    ['a look-alike letter', 'а=b'],
    ['one key twice', 'a=b a-'],
  ])('%s', async (_, words) => {
    const asking = async () => askPlan(label, `deploy/web ${words}`, { objects: [web] })

    expect((await refusal(asking())).code).toBe('bad-argument')
  })
})
