import { z } from 'zod'
import { ApiError } from '../api-error.ts'
import { groupJson, userJson } from '../as-json.ts'
import { count, defineMethod, flag } from '../define-method.ts'
import { page } from '../page.ts'

const EMAIL = 'users:read.email'

export const userInfo = defineMethod({
  name: 'users.info',
  tier: 4,
  scopes: ['users:read'],
  args: z.object({ user: z.string().optional() }),
  run({ user = '' }, { world, scopes }) {
    const person = world.people.get(user)
    if (!person) throw new ApiError('user_not_found')
    return { user: userJson(world, person, scopes.has(EMAIL)) }
  },
})

export const lookupByEmail = defineMethod({
  name: 'users.lookupByEmail',
  tier: 3,
  scopes: [EMAIL],
  args: z.object({ email: z.string().optional() }),
  run({ email = '' }, { world }) {
    const person = [...world.people.values()].find(
      (candidate) =>
        candidate.teamId === world.team.id &&
        candidate.kind !== 'deactivated' &&
        candidate.email?.toLowerCase() === email.toLowerCase(),
    )
    if (!person) throw new ApiError('users_not_found')
    return { user: userJson(world, person, true) }
  },
})

export const userList = defineMethod({
  name: 'users.list',
  tier: 2,
  scopes: ['users:read'],
  args: z.object({ cursor: z.string().optional(), limit: count.optional() }),
  run(paging, { world, scopes }) {
    const { items, response_metadata } = page([...world.people.values()], paging)
    const members = items.map((person) => userJson(world, person, scopes.has(EMAIL)))
    return { members, cache_ts: 1_700_000_000, response_metadata }
  },
})

export const groupList = defineMethod({
  name: 'usergroups.list',
  tier: 2,
  scopes: ['usergroups:read'],
  args: z.object({ include_users: flag.optional() }),
  run: ({ include_users }, { world }) => ({
    usergroups: [...world.groups.values()].map((group) =>
      groupJson(world, group, include_users === true),
    ),
  }),
})

export const groupUsers = defineMethod({
  name: 'usergroups.users.list',
  tier: 2,
  scopes: ['usergroups:read'],
  args: z.object({ usergroup: z.string().optional() }),
  run({ usergroup = '' }, { world }) {
    const group = world.groups.get(usergroup)
    if (!group) throw new ApiError('no_such_subteam')
    return { users: group.users }
  },
})
