import { z } from 'zod'
import type { Directory, DirectoryPerson, Freshness } from '../../core/directory.ts'
import type { Clock, Log } from '../../core/seams.ts'
import type { Self } from '../intake/said.ts'
import { SlackFailure } from '../web/failure.ts'
import type { Web } from '../web/web.ts'
import { createFresh } from './fresh.ts'

type Parts = {
  readonly web: Web
  /** Undefined until we know who we are. */
  readonly self: () => Self | undefined
  readonly clock: Clock
  readonly log: Log
}

const FRESH_MS = 60_000
const TTL_MS = 10 * 60_000
/** Old enough that a crowd of votes costs one look-up, young enough that nobody decides on what they lost. */
const NOW_MS = 10_000

/** Look-ups in Slack, remembered for minutes and refreshed behind the answer. */
export function createDirectory({ web, self, clock, log }: Parts): Directory {
  const times = { clock, freshMs: FRESH_MS, ttlMs: TTL_MS }
  const onError = (error: unknown) =>
    log.warn({ err: error }, 'Slack directory could not be refreshed')

  const person = createFresh({
    ...times,
    load: async (id) => loadPerson(web, id, self()),
    capacity: 10_000,
    onError,
  })
  const groups = createFresh({ ...times, load: () => loadGroups(web, log), capacity: 1, onError })

  return {
    person: (userId, freshness) => person(userId, maxAgeOf(freshness)),
    membersOf: async (groupId) => [...((await groups('all')).get(groupId) ?? [])],
    groupsOf: async (userId, freshness) =>
      [...(await groups('all', maxAgeOf(freshness)))]
        .filter(([, users]) => users.has(userId))
        .map(([id]) => id),
  }
}

const maxAgeOf = (freshness: Freshness = 'lately') => (freshness === 'now' ? NOW_MS : undefined)

const Flag = z.boolean().default(false).catch(false)
const User = z.looseObject({
  user: z.looseObject({
    id: z.string(),
    team_id: z.string().default(''),
    name: z.string().default(''),
    real_name: z.string().optional().catch(undefined),
    tz: z.string().min(1).optional().catch(undefined),
    deleted: Flag,
    is_bot: Flag,
    is_workflow_bot: Flag,
    is_restricted: Flag,
    is_ultra_restricted: Flag,
    is_stranger: Flag,
    is_email_confirmed: Flag,
    enterprise_user: z.looseObject({ teams: z.array(z.string()).default([]) }).optional(),
    profile: z
      .looseObject({
        email: z.string().optional().catch(undefined),
        display_name: z.string().optional().catch(undefined),
      })
      .default({}),
  }),
})

async function loadPerson(
  web: Web,
  id: string,
  self: Self | undefined,
): Promise<DirectoryPerson | undefined> {
  const found = await infoOf(web, id)
  if (!found) return undefined
  const { user } = found
  const { email, display_name } = user.profile
  return {
    id: user.id,
    teamId: user.team_id,
    name: [display_name, user.real_name, user.name].find(Boolean) ?? user.id,
    ...(email !== undefined && { email, emailVerified: user.is_email_confirmed }),
    isBot: user.is_bot || user.is_workflow_bot || user.id === 'USLACKBOT',
    deleted: user.deleted,
    isGuest: user.is_restricted || user.is_ultra_restricted,
    isStranger: user.is_stranger || isForeign(user, self),
    ...(user.tz !== undefined && { timeZone: user.tz }),
  }
}

/** In an enterprise somebody belongs to several workspaces. */
function isForeign(user: z.infer<typeof User>['user'], self: Self | undefined): boolean {
  const teams = [user.team_id, ...(user.enterprise_user?.teams ?? [])]
  return self !== undefined && !teams.includes(self.teamId)
}

async function infoOf(web: Web, id: string): Promise<z.infer<typeof User> | undefined> {
  try {
    return await web.call('users.info', { user: id }, User)
  } catch (error) {
    const isUnknown =
      error instanceof SlackFailure && /^user_not_(?:found|visible)$/u.test(error.reason)
    if (isUnknown) return undefined
    throw error
  }
}

const Groups = z.looseObject({
  usergroups: z.array(z.looseObject({ id: z.string(), users: z.array(z.string()).default([]) })),
})

type Members = ReadonlyMap<string, ReadonlySet<string>>

/** One call tells every group with its members; asking group by group would meet the rate limit (tier 2). */
async function loadGroups(web: Web, log: Log): Promise<Members> {
  try {
    const { usergroups } = await web.call('usergroups.list', { include_users: true }, Groups)
    return new Map(usergroups.map(({ id, users }) => [id, new Set(users)]))
  } catch (error) {
    const noGroups = error instanceof SlackFailure && error.reason === 'plan_upgrade_required'
    if (!noGroups) throw error
    log.warn({}, 'This Slack plan has no user groups: roles by user group never apply')
    return new Map()
  }
}
