import type { Facts } from '../../src/core/judge.ts'
import type { Match } from './condition.ts'

type TargetKind = Pick<NonNullable<Facts['target']>, 'kind' | 'group'>

/** Built-in kinds with their short names: plural, group, singular, then what kubectl calls them in short. */
const BUILT_IN: readonly (readonly [plural: string, group: string, ...others: string[]])[] = [
  ['configmaps', '', 'configmap', 'cm'],
  ['endpoints', '', 'ep'],
  ['events', '', 'event', 'ev'],
  ['limitranges', '', 'limitrange', 'limits'],
  ['namespaces', '', 'namespace', 'ns'],
  ['nodes', '', 'node', 'no'],
  ['persistentvolumeclaims', '', 'persistentvolumeclaim', 'pvc'],
  ['persistentvolumes', '', 'persistentvolume', 'pv'],
  ['pods', '', 'pod', 'po'],
  ['replicationcontrollers', '', 'replicationcontroller', 'rc'],
  ['resourcequotas', '', 'resourcequota', 'quota'],
  ['secrets', '', 'secret'],
  ['serviceaccounts', '', 'serviceaccount', 'sa'],
  ['services', '', 'service', 'svc'],
  ['daemonsets', 'apps', 'daemonset', 'ds'],
  ['deployments', 'apps', 'deployment', 'deploy'],
  ['replicasets', 'apps', 'replicaset', 'rs'],
  ['statefulsets', 'apps', 'statefulset', 'sts'],
  ['horizontalpodautoscalers', 'autoscaling', 'horizontalpodautoscaler', 'hpa'],
  ['cronjobs', 'batch', 'cronjob', 'cj'],
  ['jobs', 'batch', 'job'],
  ['ingresses', 'networking.k8s.io', 'ingress', 'ing'],
  ['networkpolicies', 'networking.k8s.io', 'networkpolicy', 'netpol'],
  ['poddisruptionbudgets', 'policy', 'poddisruptionbudget', 'pdb'],
  ['clusterroles', 'rbac.authorization.k8s.io', 'clusterrole'],
  ['clusterrolebindings', 'rbac.authorization.k8s.io', 'clusterrolebinding'],
  ['roles', 'rbac.authorization.k8s.io', 'role'],
  ['rolebindings', 'rbac.authorization.k8s.io', 'rolebinding'],
  ['storageclasses', 'storage.k8s.io', 'storageclass', 'sc'],
]

/** Every kind that is built in, as `kind` and `group`. */
export const builtInKinds = BUILT_IN.map(([kind, group]) => ({ kind, group }))

const CLUSTER_WIDE: ReadonlySet<string> = new Set([
  'clusterrolebindings',
  'clusterroles',
  'namespaces',
  'nodes',
  'persistentvolumes',
  'storageclasses',
])

/** Groups that serve the same kind under an older name, in which a cluster may still answer. */
const OLD_GROUPS: Readonly<Record<string, string>> = {
  'events.k8s.io': '',
  extensions: 'apps',
}

/**
 * Does a policy's word mean this kind? A bare built-in word means the built-in kind for certain; another group's
 * kind of the same name only perhaps.
 */
export function matchKind(word: string, target: TargetKind): Match {
  if (word === '*') return 'yes'
  if (target.kind === undefined) return 'unsure'
  const [name, group] = split(word.toLowerCase())
  if (!sameName(name, target.kind.toLowerCase())) return 'no'
  if (target.group === undefined) return group === undefined ? 'yes' : 'unsure'
  if (group !== undefined) return group === target.group ? 'yes' : 'no'
  const builtIn = findBuiltIn(name)
  const served = OLD_GROUPS[target.group] ?? target.group
  return builtIn === undefined || builtIn[1] === served ? 'yes' : 'unsure'
}

/** The built-in kind that a person means by a word, for questions asked without a cluster. */
export function builtInKind(word: string): { readonly kind: string; readonly group?: string } {
  const [name, group] = split(word.toLowerCase())
  const builtIn = findBuiltIn(name)
  if (group !== undefined) return { kind: builtIn?.[0] ?? name, group }
  return builtIn ? { kind: builtIn[0], group: builtIn[1] } : { kind: name }
}

/** A built-in kind that has no namespace. */
export const isClusterWide = ({ kind, group }: ReturnType<typeof builtInKind>): boolean =>
  CLUSTER_WIDE.has(kind) && findBuiltIn(kind)?.[1] === group

function split(word: string): [name: string, group?: string] {
  const dot = word.indexOf('.')
  return dot < 0 ? [word] : [word.slice(0, dot), word.slice(dot + 1)]
}

function findBuiltIn(name: string) {
  return BUILT_IN.find(([plural, , ...others]) => plural === name || others.includes(name))
}

function sameName(a: string, b: string): boolean {
  const [meantByA, meantByB] = [findBuiltIn(a), findBuiltIn(b)]
  if (meantByA || meantByB) return meantByA === meantByB
  return a === b || plural(a) === b || plural(b) === a
}

/** English as Kubernetes' own guess for a custom kind's plural. */
function plural(singular: string): string {
  if (/(?:s|x|z|ch|sh)$/.test(singular)) return `${singular}es`
  return /[^aeiou]y$/.test(singular) ? `${singular.slice(0, -1)}ies` : `${singular}s`
}
