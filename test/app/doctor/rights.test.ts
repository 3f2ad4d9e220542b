import { expect, test } from 'vitest'
import { dangerOf } from '../../../src/app/doctor/rights/dangers.ts'
import { surplusOf } from '../../../src/app/doctor/rights/surplus.ts'
import { rightsIn, sayRights } from '../../../src/app/doctor/rights/wanted.ts'
import type { GrantedRule } from '../../../src/kube/examination/granted-rules.ts'

const rule = (
  verbs: string,
  resources: string,
  resourceNames: readonly string[] = [],
): GrantedRule => ({
  verbs: verbs.split(' '),
  apiGroups: [''],
  resources: resources.split(' '),
  resourceNames: [...resourceNames],
})
const only = (verbs: string, path: string, names: readonly string[] = []) =>
  rightsIn(rule(verbs, path, names)).map(dangerOf)

test.each([
  ['*', '*', 'right-to-everything'],
  ['impersonate', 'users', 'right-to-be-any-user'],
  ['impersonate', 'groups', 'right-to-be-anybody'],
  ['impersonate', '*', 'right-to-be-anybody'],
  ['*', 'groups', 'right-to-be-anybody'],
  ['get', 'secrets', 'right-to-secrets'],
  ['list', '*', 'right-to-secrets'],
  ['create', 'pods/exec', 'right-to-enter-pods'],
  ['get', 'nodes/proxy', 'right-to-enter-pods'],
  ['escalate', 'clusterroles', 'right-to-grant'],
  ['create', 'serviceaccounts/token', 'right-to-grant'],
  ['update', 'certificatesigningrequests/approval', 'right-to-grant'],
  ['patch', 'nodes', 'right-to-write'],
  ['*', 'pods', 'right-to-write'],
  ['list', 'configmaps', undefined],
])('C4: to %s %s comes to %s', (verb, path, danger) => {
  expect(only(verb, path)).toEqual([danger])
})

test('C4: system:masters is anybody, by name too; a person who is named is not', () => {
  expect(only('impersonate', 'groups', ['system:masters'])).toEqual(['right-to-be-anybody'])
  expect(only('impersonate', 'users', ['bob'])).toEqual([undefined])
})

const rulesOf = (
  all: readonly GrantedRule[],
  more: Readonly<Record<string, GrantedRule[]>> = {},
) => ({
  rules: async (namespace: string) => [...all, ...(more[namespace] ?? [])],
})
const wanted = rightsIn(rule('list watch', 'pods'))

test('what is needed, and what everybody may, is no surplus', async () => {
  const everybody = rule('create', 'selfsubjectaccessreviews selfsubjectreviews')

  expect(await surplusOf(rulesOf([rule('list watch', 'pods'), everybody]), wanted)).toEqual([])
})

test('a right for the whole cluster is told once, one for a namespace with where it is', async () => {
  const cluster = rulesOf([rule('list', 'configmaps')], { 'kube-system': [rule('get', 'secrets')] })

  expect(sayRights(await surplusOf(cluster, wanted))).toEqual([
    'list configmaps',
    'get secrets in namespace kube-system',
  ])
})

test('where some namespaces are watched, a right to watch all is too wide', async () => {
  const here = wanted.map((right) => ({ ...right, namespace: 'shop' }))
  const said = sayRights(await surplusOf(rulesOf([rule('list watch', 'pods')]), here))

  expect(said.toSorted()).toEqual([
    'list pods in namespace default',
    'list pods in namespace kube-system',
    'watch pods in namespace default',
    'watch pods in namespace kube-system',
  ])
})
