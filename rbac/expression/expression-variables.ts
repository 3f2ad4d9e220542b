import { timestampFromDate, type Timestamp } from '@bufbuild/protobuf/wkt'
import { ALL_NAMESPACES } from '../../src/core/access.ts'
import type { Scene } from '../matching/condition.ts'

type Leaf = string | bigint | boolean | readonly string[] | Readonly<Record<string, string>>
type Fields = Readonly<Record<string, Leaf>>

/** What a `when` may name. A field that the facts do not hold is absent: ask with `has(…)`. */
export type Variables = {
  readonly actor: Fields
  readonly command: string
  readonly risk: string
  readonly cluster: Fields
  readonly target: Fields
  readonly size: Fields
  readonly channel: string
  readonly at: Timestamp
}

/** The names of a variable's fields, or that it has none of its own. */
export const variableFields: Readonly<Record<keyof Variables, readonly string[] | 'none'>> = {
  actor: ['user', 'groups', 'roles', 'slackId', 'name'],
  command: 'none',
  risk: 'none',
  cluster: ['name', 'environment'],
  target: ['namespace', 'allNamespaces', 'name', 'kind', 'group', 'labels', 'annotations'],
  size: ['before', 'after'],
  channel: 'none',
  at: 'none',
}

export function variablesOf({ facts, roles }: Scene): Variables {
  const { actor, cluster, size } = facts
  return {
    actor: {
      user: actor.user,
      groups: actor.groups,
      roles: [...roles],
      slackId: actor.userId,
      name: actor.name,
    },
    command: facts.command,
    risk: facts.risk,
    cluster: { name: cluster.name, environment: cluster.environment },
    target: targetFields(facts.target),
    // CEL counts in whole numbers only when they are bigint; a JavaScript number would be a double.
    size: size ? { before: whole(size.before), after: whole(size.after) } : {},
    channel: facts.place.kind === 'dm' ? 'dm' : facts.place.channelId,
    at: timestampFromDate(facts.at),
  }
}

/**
 * With every namespace asked for, `target.namespace` is absent: an expression that names it breaks, and a broken
 * `when` never opens a door.
 */
function targetFields(target: Scene['facts']['target']): Fields {
  if (target === undefined) return {}
  const { namespace, name, kind, group, labels, annotations } = target
  return {
    allNamespaces: namespace === ALL_NAMESPACES,
    ...(namespace !== undefined && namespace !== ALL_NAMESPACES && { namespace }),
    ...(name !== undefined && { name }),
    ...(kind !== undefined && { kind }),
    ...(group !== undefined && { group }),
    ...(labels && { labels }),
    ...(annotations && { annotations }),
  }
}

const whole = (count: number) => BigInt(Math.trunc(count))
