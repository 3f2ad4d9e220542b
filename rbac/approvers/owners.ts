import type { Facts } from '../../src/core/judge.ts'
import type { OwnersDocument } from '../policy/ask-document.ts'
import { SlackUserId, UsergroupId } from '../policy/ids.ts'
import type { People } from './people-of-group.ts'

/** More than anybody writes by hand; the rest does not count. */
const MOST_OWNERS = 50

export type OwnersFound =
  | { readonly ok: true; readonly people: Partial<People> }
  /** Why nobody is known to own it, and what to set, for people. */
  | { readonly ok: false; readonly problem: string }

/** Where an object says whose it is. */
type Source = {
  readonly key: string
  /** `label team` */
  readonly what: string
  readonly metadata: (target: Facts['target']) => Readonly<Record<string, string>> | undefined
  readonly peopleIn: (value: string) => Partial<People>
  /** What to write there. */
  readonly advice: string
}

/** Finds who owns an object. Names that mean nobody do not count. */
export function createOwners(
  { annotation, label = '', role = '{value}' }: OwnersDocument,
  roles: readonly string[],
): (target: Facts['target']) => OwnersFound {
  const source = annotation === undefined ? inLabel(label, role, roles) : inList(annotation, roles)
  return (target) => find(source, target)
}

function find({ key, what, metadata, peopleIn, advice }: Source, target: Facts['target']) {
  const object = [target?.kind, target?.name].filter(Boolean).join('/') || 'this'
  const known = metadata(target)
  if (!known) return lost(`the ${what} of ${object} is not known, so nor are its owners`)
  const value = Object.hasOwn(known, key) ? (known[key]?.trim() ?? '') : ''
  if (value === '') return lost(`${object} has no owner: set its ${what} to ${advice}`)
  const people = peopleIn(value)
  if (Object.values(people).some(({ length }) => length > 0)) return { ok: true, people } as const
  const short = value.length > 60 ? `${value.slice(0, 60)}…` : value
  return lost(
    `the ${what} of ${object} (${short}) names nobody that policy knows: set it to ${advice}`,
  )
}

const lost = (problem: string): OwnersFound => ({ ok: false, problem })

const inLabel = (key: string, role: string, roles: readonly string[]): Source => ({
  key,
  what: `label ${key}`,
  metadata: (target) => target?.labels,
  // A function: in a replacement text `$&` and its kind mean something.
  peopleIn: (value) => known([role.replace('{value}', () => value)], roles),
  advice: `a value for which policy has the role ${role}`,
})

const inList = (key: string, roles: readonly string[]): Source => ({
  key,
  what: `annotation ${key}`,
  metadata: (target) => target?.annotations,
  peopleIn(value) {
    const names = value.split(',', MOST_OWNERS).map((name) => name.trim())
    return {
      ...known(names, roles),
      users: names.filter((name) => SlackUserId.safeParse(name).success),
      usergroups: names.filter((name) => UsergroupId.safeParse(name).success),
    }
  },
  advice: 'Slack user ids, Slack user group ids or roles, separated by commas',
})

const known = (names: readonly string[], roles: readonly string[]) => ({
  roles: names.filter((name) => roles.includes(name)),
})
