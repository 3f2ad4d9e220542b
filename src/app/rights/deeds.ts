import { builtInKinds } from '../../../rbac/matching/kind-words.ts'
import { couldEver, type Deed } from '../../../rbac/policy/could-ever.ts'
import type { Policy } from '../../../rbac/policy/create-policy.ts'
import type { Need } from '../../core/access.ts'
import type { Command } from '../../core/command.ts'
import { WAITING } from '../../core/kinds/needs.ts'
import type { Rule } from './rule.ts'

export type Deeds = {
  readonly commands: readonly Command[]
  readonly policy: Policy
  /** Custom kinds that people may look at and change too, as `rollouts.argoproj.io`. */
  readonly kinds: readonly string[]
}

/** One thing on one resource, and the command for which it is. */
type Wanted = { readonly verb: string; readonly resource: string; readonly who: string }

const HOW = 'impersonate-on:user-info:'

/**
 * What the bot may do in somebody's name, as the commands say that the policy opens to anybody; beside it, what every
 * command needs. https://www.kubernetes.dev/resources/keps/5284/
 */
export function deedRules(deeds: Deeds): readonly Rule[] {
  const opened = deeds.commands.flatMap((command) => wantedBy(command, deeds))
  const byResource = Map.groupBy([...EVERY, ...opened], ({ resource }) => resource)
  const same = Map.groupBy([...byResource], ([resource, wanted]) =>
    [split(resource).group, ...verbsOf(wanted)].join(' '),
  )
  const rules = [...same.values()].map((alike) => ruleOf(alike))
  return [...rules, DISCOVERY]
}

function ruleOf(alike: readonly (readonly [resource: string, wanted: readonly Wanted[]])[]): Rule {
  const all = alike.flatMap(([, wanted]) => wanted)
  const resources = alike.map(([resource]) => split(resource))
  return {
    why: [`for ${[...new Set(all.map(({ who }) => who))].join(', ')}`],
    apiGroups: [resources[0]?.group ?? ''],
    resources: resources.map(({ resource }) => resource).toSorted(),
    verbs: verbsOf(all).map((verb) => `${HOW}${verb}`),
  }
}

const verbsOf = (wanted: readonly Wanted[]) =>
  [...new Set(wanted.map(({ verb }) => verb))].toSorted()

/** `pods/log`, `deployments.apps/scale`. */
function split(name: string): { readonly group: string; readonly resource: string } {
  const [, kind = '', group = '', sub = ''] = /^([^./]+)(?:\.([^/]+))?(\/.*)?$/.exec(name) ?? []
  return { group, resource: `${kind}${sub}` }
}

function wantedBy(command: Command, { policy, kinds }: Deeds): readonly Wanted[] {
  const could = (kind?: Deed['kind']) =>
    RISKS[command.kind].some((risk) =>
      couldEver(policy, { command: command.name, risk, ...(kind && { kind }) }),
    )
  if (!could()) return []
  const { needs = [], name: who } = command
  // What is in Secrets must not be shown: whoever wants them all the same names them.
  const builtIn = builtInKinds.filter((one) => one.kind !== 'secrets' && could(one)).map(nameOf)
  const typed = [...builtIn, ...kinds]
  const isOpen = ({ verbs }: Need, resource: string) =>
    !verbs.includes('patch') || typed.includes(resource.replace(/\/.*$/, ''))
  const wanted = (all: readonly Need[]) =>
    all.flatMap((need) =>
      need.resources
        .flatMap((resource) => (resource.startsWith('*') ? meantBy(resource, typed) : [resource]))
        .filter((resource) => isOpen(need, resource))
        .flatMap((resource) => need.verbs.map((verb) => ({ verb, resource, who }))),
    )
  if (command.kind !== 'change') return wanted(needs)
  const changes = needs.filter(({ verbs }) => verbs.includes('patch'))
  const isIdle = changes.length > 0 && wanted(changes).length === 0
  return isIdle ? [] : wanted([...needs, ...WAITING])
}

const RISKS = {
  query: ['read'],
  decision: ['read', 'change', 'danger'],
  change: ['change', 'danger'],
  override: ['danger'],
} as const satisfies Record<Command['kind'], readonly Deed['risk'][]>

const nameOf = ({ kind, group }: { readonly kind: string; readonly group: string }) =>
  group === '' ? kind : `${kind}.${group}`

/** Of the built-in kinds, those that have replicas to set. */
const SCALED = ['deployments', 'statefulsets', 'replicasets', 'replicationcontrollers']

function meantBy(star: string, typed: readonly string[]): readonly string[] {
  if (star === '*') return typed
  const isBuiltIn = (name: string) => builtInKinds.some((one) => nameOf(one) === name)
  const isScaled = (name: string) => !isBuiltIn(name) || SCALED.includes(split(name).resource)
  return typed.filter(isScaled).map((name) => `${name}${star.slice(1)}`)
}

const REVIEW = { verb: 'create', who: 'every command: the cluster’s own access control is asked' }
const EVERY: readonly Wanted[] = [
  { ...REVIEW, resource: 'selfsubjectaccessreviews.authorization.k8s.io' },
  { ...REVIEW, resource: 'selfsubjectreviews.authentication.k8s.io' },
  { verb: 'list', resource: 'namespaces', who: 'a namespace that is mistyped' },
]

const DISCOVERY: Rule = {
  why: ['for every command: which kinds the cluster has'],
  nonResourceURLs: ['/api', '/api/*', '/apis', '/apis/*'],
  verbs: [`${HOW}get`],
}
