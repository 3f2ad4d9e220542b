import type { Config } from '../../config/load.ts'
import { EXTRA_KEYS } from '../../kube/transport/impersonate.ts'
import type { Rule } from './rule.ts'

export type Identities = Pick<Config, 'identity'> & {
  /** Of the clusters that the rights are for. */
  readonly clusters: Config['clusters']
}

type Manner = { readonly group: string; readonly verb: string }

/** To act as the people whom the configuration maps, by name: a rule without names is as good as cluster-admin. */
export function identityRules(
  config: Identities,
  { group, verb }: Manner = { group: '', verb: 'impersonate' },
): readonly Rule[] {
  const { users, groups } = namesOf(config)
  const byName = (resource: string, names: readonly string[], why: string): Rule[] => {
    const resourceNames = [...new Set(names)].toSorted()
    const rule = { apiGroups: [group], resources: [resource], resourceNames, verbs: [verb] }
    return names.length === 0 ? [] : [{ why: [why], ...rule }]
  }
  return [
    ...byName('users', users, 'to act as the people who are mapped, and as nobody else'),
    ...byName('groups', groups, 'and with their groups'),
    {
      why: ['so that the audit log of the cluster names who asked in Slack, and for which request'],
      apiGroups: ['authentication.k8s.io'],
      resources: EXTRA_KEYS.map((key) => `userextras/${key}`),
      verbs: [verb],
    },
  ]
}

function namesOf({ identity, clusters }: Identities) {
  const people = Object.values(identity.users)
  const byEmail = identity.email.enabled ? [identity.email] : []
  const teams = [...byEmail, ...Object.values(identity.usergroups)]
  const tests = clusters.flatMap(({ selfTest }) => selfTest ?? [])
  return {
    users: [...people, ...tests].map(({ user }) => user),
    groups: [...people, ...teams, ...tests].flatMap((one) => one.groups),
  }
}
