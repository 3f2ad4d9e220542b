import type { Config } from '../config/load.ts'
import type { Keeping } from '../core/watched.ts'
import { EXTRA_KEYS } from '../kube/transport/impersonate.ts'
import { watchedFor } from './watched-for.ts'

/** One rule of a Role, as Kubernetes spells it. */
export type Rule = {
  readonly apiGroups: readonly string[]
  readonly resources: readonly string[]
  readonly resourceNames?: readonly string[]
  readonly verbs: readonly string[]
}

/** The rights that the bot's own account needs in a cluster, and no others. */
export type Rights = {
  /** To act as people, by name. */
  readonly impersonation: readonly Rule[]
  /** To watch, everywhere or in `namespaces`. */
  readonly watching: readonly Rule[]
  readonly namespaces?: readonly string[]
  /** People are mapped by e-mail: their names are not known beforehand. */
  readonly isUnnamed: boolean
}

type Wishes = {
  /** What the threads of incidents show of logs and events, too. */
  readonly details: boolean
}

export function rightsOf(config: Config, wishes: Wishes): Rights {
  const { identity, notifications } = config
  return {
    impersonation: impersonationRules(config),
    watching: notifications ? watchingRules(notifications, wishes) : [],
    ...(notifications?.namespaces && { namespaces: notifications.namespaces }),
    isUnnamed: identity.email.enabled,
  }
}

function impersonationRules({ identity, clusters }: Config): readonly Rule[] {
  const people = Object.values(identity.users)
  const teams = [identity.email, ...Object.values(identity.usergroups)]
  const tests = clusters.flatMap(({ selfTest }) => selfTest ?? [])
  const users = [...people, ...tests].map(({ user }) => user)
  const groups = [...people, ...teams, ...tests].flatMap((one) => one.groups)
  const byName = (resource: string, names: readonly string[]): Rule[] =>
    names.length === 0
      ? []
      : [
          {
            apiGroups: [''],
            resources: [resource],
            resourceNames: [...new Set(names)].toSorted(),
            verbs: ['impersonate'],
          },
        ]
  return [
    ...byName('users', users),
    ...byName('groups', groups),
    {
      apiGroups: ['authentication.k8s.io'],
      resources: EXTRA_KEYS.map((key) => `userextras/${key}`),
      verbs: ['impersonate'],
    },
  ]
}

/** What only a cluster as a whole has; where just namespaces are watched it is left out. */
const WITHOUT_NAMESPACE = new Set(['nodes', 'namespaces', 'persistentvolumes', 'storageclasses'])

function watchingRules(
  settings: NonNullable<Config['notifications']>,
  { details }: Wishes,
): readonly Rule[] {
  const kept = watchedFor(settings).keepings.filter(
    ({ resource }) => !settings.namespaces || !WITHOUT_NAMESPACE.has(resource),
  )
  const byGroup = Map.groupBy<string, Keeping>(kept, ({ group }) => group)
  const watches = [...byGroup].map(([group, all]) => ({
    apiGroups: [group],
    resources: [...new Set(all.map(({ resource }) => resource))].toSorted(),
    verbs: ['list', 'watch'],
  }))
  return details ? [...watches, ...DETAILS] : watches
}

const DETAILS: readonly Rule[] = [
  { apiGroups: [''], resources: ['pods/log'], verbs: ['get'] },
  { apiGroups: [''], resources: ['events'], verbs: ['list'] },
]
