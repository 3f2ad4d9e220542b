import type { Config } from '../config/load.ts'
import { type Deeds, deedRules } from './rights/deeds.ts'
import { identityRules } from './rights/impersonation.ts'
import type { Rule } from './rights/rule.ts'
import { detailRules, watchingRules } from './rights/watching.ts'

/** The rights that the bot's own account needs in a cluster, and no others. */
export type Rights = {
  /** To act as people, by name; constrained: and only so far. */
  readonly impersonation: readonly Rule[]
  /** To watch, everywhere or in `namespaces`. */
  readonly watching: readonly Rule[]
  readonly namespaces?: readonly string[]
  /** People are mapped by e-mail: their names are not known beforehand. */
  readonly isUnnamed: boolean
  readonly isConstrained: boolean
}

export type RightsWishes = {
  /** Name of the cluster that they are for. */
  readonly cluster: string
  /** What the threads of incidents show of logs and events, too. */
  readonly details: boolean
  /** What may be done as people, where the API server can limit that (constrained impersonation). */
  readonly deeds?: Deeds
}

export function rightsOf(config: Config, { cluster, details, deeds }: RightsWishes): Rights {
  const { identity, notifications } = config
  const people = { identity, clusters: config.clusters.filter(({ name }) => name === cluster) }
  const watching = notifications ? watchingRules(notifications) : []
  return {
    impersonation: deeds
      ? [...identityRules(people, CONSTRAINED), ...deedRules(deeds)]
      : identityRules(people),
    watching: notifications && details ? [...watching, ...detailRules(watching)] : watching,
    ...(notifications?.namespaces && { namespaces: notifications.namespaces }),
    isUnnamed: identity.email.enabled,
    isConstrained: deeds !== undefined,
  }
}

const CONSTRAINED = { group: 'authentication.k8s.io', verb: 'impersonate:user-info' }
