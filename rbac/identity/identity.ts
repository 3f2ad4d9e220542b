import type { Actor, Identify, SlackPerson } from '../../src/core/actor.ts'
import type { Clock, Log } from '../../src/core/seams.ts'
import { UnavailableError } from '../../src/core/errors.ts'
import { text } from '../../src/core/text.ts'
import type { Policy } from '../policy/create-policy.ts'
import type { Directory, DirectoryPerson } from '../../src/core/directory.ts'
import { createEmailMap, type EmailMap, type SeenEmails } from './email-map.ts'
import type { IdentitySettings } from './identity-settings.ts'
import { refuse } from './refusals.ts'
import { askDirectory } from './ask-directory.ts'

type Parts = {
  /** Our own workspace; undefined until Slack told us. */
  readonly home: () => { readonly teamId: string } | undefined
  readonly clock: Clock
  readonly log: Log
  /** Addresses seen under earlier settings. */
  readonly seenEmails?: SeenEmails
  /** Its bindings give roles too. */
  readonly policy?: Pick<Policy, 'rolesOf' | 'usergroups' | 'contact'>
}

type Mapped = Pick<Actor, 'user' | 'groups' | 'roles'> & { readonly name?: string | undefined }

/**
 * Who people in Slack are to Kubernetes: the explicit map, else (opt-in) the verified e-mail; Slack user groups add
 * roles and groups. Everybody passes the directory's check first, so that nobody who left or is a guest gets
 * through: while the directory cannot answer, it throws UnavailableError.
 */
export function createIdentify(
  settings: IdentitySettings,
  directory: Directory,
  parts: Parts,
): Identify {
  const emails = createEmailMap(settings, parts)
  const usergroupsMatter =
    Object.keys(settings.usergroups).length + (parts.policy?.usergroups.length ?? 0) > 0

  return async (person, freshness = 'lately') => {
    if (person.teamId !== homeTeam(parts)) throw refuse.foreign()
    const known = await ask(() => directory.person(person.userId, freshness))
    if (!known) throw refuse.unknown()
    throwIfUnwelcome(known)
    const mapped = map(person, known, { settings, emails, contact: parts.policy?.contact })
    const usergroups = usergroupsMatter
      ? await ask(() => directory.groupsOf(person.userId, freshness))
      : []
    const groups = unique([
      ...mapped.groups,
      ...usergroups.flatMap((id) => settings.usergroups[id]?.groups ?? []),
    ])
    const roles = unique([
      ...mapped.roles,
      ...usergroups.flatMap((id) => settings.usergroups[id]?.roles ?? []),
      ...(parts.policy?.rolesOf({ userId: person.userId, groups, usergroups }) ?? []),
    ])
    const { user, name = known.name } = mapped
    const { timeZone } = known
    return { ...person, name, user, groups, roles, ...(timeZone !== undefined && { timeZone }) }
  }
}

function homeTeam({ home }: Parts): string {
  const teamId = home()?.teamId
  if (teamId !== undefined) return teamId
  throw new UnavailableError('not-connected', text`The bot has not reached Slack yet.`, {
    hint: text`Try again in a minute.`,
  })
}

function throwIfUnwelcome({ isStranger, isBot, deleted, isGuest }: DirectoryPerson): void {
  if (isStranger) throw refuse.foreign()
  if (isBot) throw refuse.bot()
  if (deleted) throw refuse.deactivated()
  if (isGuest) throw refuse.guest()
}

type Maps = {
  readonly settings: IdentitySettings
  readonly emails: EmailMap
  readonly contact: string | undefined
}

function map(
  person: SlackPerson,
  known: DirectoryPerson,
  { settings, emails, contact }: Maps,
): Mapped {
  const { userId } = person
  const explicit = Object.hasOwn(settings.users, userId) ? settings.users[userId] : undefined
  const mapped = explicit ?? (settings.email.enabled ? emails.map(known) : undefined)
  if (!mapped) throw refuse.notMapped(userId, contact)
  return mapped
}

const ask = <T>(look: () => Promise<T>): Promise<T> =>
  askDirectory(look, text`Slack cannot say who you are right now, so nothing was done.`)

const unique = (values: readonly string[]): string[] => [...new Set(values)]
