import type { Actor } from '../../src/core/actor.ts'
import type { Clock, Log } from '../../src/core/seams.ts'
import type { DirectoryPerson } from '../../src/core/directory.ts'
import type { IdentitySettings } from './identity-settings.ts'
import { userProblem } from './impersonated-names.ts'
import { refuse } from './refusals.ts'

/** How long a changed address does not count: time for somebody to notice the alarm in the log. */
const HOLD_MS = 24 * 60 * 60_000

const ADDRESS = /^([a-z0-9][a-z0-9._%+-]*)@([a-z0-9-]+(?:\.[a-z0-9-]+)+)$/

export type EmailMap = {
  /** Undefined for an address that is not ours to map; throws DeniedError for one that cannot be trusted. */
  map(person: DirectoryPerson): Pick<Actor, 'user' | 'groups' | 'roles'> | undefined
}

type Parts = {
  readonly clock: Clock
  readonly log: Log
  /** What was seen before; outlives the settings. */
  readonly seenEmails?: SeenEmails | undefined
}

/**
 * Maps people by their verified e-mail. What was seen before is remembered while the program runs: an address that
 * changes, or that two accounts have, does not count.
 */
export function createEmailMap(
  { email: settings, users }: IdentitySettings,
  { clock, log, seenEmails: seen = createSeenEmails(clock) }: Parts,
): EmailMap {
  const explicit = new Set(Object.values(users).map(({ user }) => user))
  return {
    map(person) {
      const address = readAddress(person.email)
      const held = seen.note(person.id, address?.email)
      if (held) {
        log.warn({ userId: person.id, until: held.toISOString() }, 'mapped e-mail changed')
        throw refuse.emailChanged(held)
      }
      if (!address || !settings.domains.includes(address.domain)) return undefined
      if (person.emailVerified !== true) throw refuse.emailUnverified()
      const user = fill(settings.userTemplate, address)
      if (userProblem(user) !== undefined) throw refuse.emailUnusable()
      // Somebody with an entry of their own is not to be posed as.
      if (seen.isShared(address.email) || explicit.has(user)) throw refuse.emailShared()
      return { user, groups: settings.groups, roles: settings.roles }
    },
  }
}

function readAddress(given: string | undefined) {
  const [email, local = '', domain = ''] = ADDRESS.exec(given?.toLowerCase() ?? '') ?? []
  return email === undefined ? undefined : { email, local, domain }
}

const fill = (template: string, parts: Readonly<Record<string, string>>) =>
  template.replace(/\{(\w+)\}/g, (whole, name: string) => parts[name] ?? whole)

type Seen = { readonly email: string | undefined; readonly changedAt?: number }

/** Which address each person was seen with. */
export type SeenEmails = ReturnType<typeof createSeenEmails>

export function createSeenEmails(clock: Clock) {
  const people = new Map<string, Seen>()
  return {
    /** Until when this person's address does not count, having changed. */
    note(userId: string, email: string | undefined): Date | undefined {
      const before = people.get(userId)
      const now = clock.monotonic()
      const changedAt = before && before.email !== email ? now : before?.changedAt
      people.set(userId, { email, ...(changedAt !== undefined && { changedAt }) })
      const left = changedAt === undefined ? 0 : changedAt + HOLD_MS - now
      return left > 0 ? new Date(clock.now().getTime() + left) : undefined
    },
    isShared: (email: string) =>
      [...people.values()].filter((person) => person.email === email).length > 1,
  }
}
