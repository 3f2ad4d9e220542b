import type { Facts } from '../../src/core/judge.ts'
import { SlackUserId, UsergroupId } from '../policy/ids.ts'
import type { OwnersDocument } from '../policy/ask-document.ts'
import type { People } from './people-of-group.ts'

/** More than anybody writes by hand; the rest does not count. */
const MOST_OWNERS = 50

export type OwnersFound =
  | { readonly ok: true; readonly people: Partial<People> }
  /** Why nobody is known to own it, and what to set, for people. */
  | { readonly ok: false; readonly problem: string }

/** Who owns an object, by its label or annotation. Names that mean nobody do not count. */
export function ownersOf(
  owners: OwnersDocument,
  target: Facts['target'],
  roles: readonly string[],
): OwnersFound {
  const { annotation, label = '', role = '{value}' } = owners
  const what = annotation === undefined ? `label ${label}` : `annotation ${annotation}`
  const object = [target?.kind, target?.name].filter(Boolean).join('/') || 'this'
  const metadata = annotation === undefined ? target?.labels : target?.annotations
  if (metadata === undefined)
    return lost(`the ${what} of ${object} is not known, so nor are its owners`)
  const key = annotation ?? label
  const value = Object.hasOwn(metadata, key) ? (metadata[key]?.trim() ?? '') : ''
  if (value === '') return lost(`nobody owns ${object}: set its ${what} to ${examples(owners)}`)
  const names = annotation === undefined ? [role.replaceAll('{value}', value)] : listed(value)
  const people = sorted(names, roles, annotation !== undefined)
  if (Object.values(people).some((some) => some.length > 0)) return { ok: true, people }
  return lost(
    `the ${what} of ${object} names no owner that policy knows (${said(names)}): set it to ${examples(owners)}`,
  )
}

const lost = (problem: string): OwnersFound => ({ ok: false, problem })

const listed = (value: string) =>
  value
    .split(',', MOST_OWNERS)
    .map((name) => name.trim())
    .filter((name) => name !== '')

function sorted(names: readonly string[], roles: readonly string[], idsCount: boolean) {
  const ids = idsCount ? names : []
  return {
    users: ids.filter((name) => SlackUserId.safeParse(name).success),
    usergroups: ids.filter((name) => UsergroupId.safeParse(name).success),
    roles: names.filter((name) => roles.includes(name)),
  }
}

const examples = ({ annotation, role = '{value}' }: OwnersDocument) =>
  annotation === undefined
    ? `a value for which policy has the role ${role}`
    : 'Slack user ids, Slack user group ids or roles, separated by commas'

const said = (names: readonly string[]) => {
  const text = names.join(', ')
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}
