import { z } from 'zod'
import { ApiError } from '../api-error.ts'
import { defineMethod } from '../define-method.ts'

export const apiTest = defineMethod({
  name: 'api.test',
  tier: 4,
  args: z.object({ error: z.string().optional() }),
  run({ error }) {
    if (error) throw new ApiError(error)
    return { args: {} }
  },
})

export const authTest = defineMethod({
  name: 'auth.test',
  tier: 4,
  args: z.object({}),
  run: (_, { world: { team, app, people } }) => ({
    url: `https://${team.domain}.slack.com/`,
    team: team.name,
    user: people.get(app.botUserId)?.name,
    team_id: team.id,
    user_id: app.botUserId,
    bot_id: app.botId,
    is_enterprise_install: false,
  }),
})

export const openConnection = defineMethod({
  name: 'apps.connections.open',
  tier: 1,
  token: 'app',
  scopes: ['connections:write'],
  args: z.object({}),
  run: (_, { openSocket }) => ({ url: openSocket() }),
})

export const teamInfo = defineMethod({
  name: 'team.info',
  tier: 3,
  scopes: ['team:read'],
  args: z.object({}),
  run: (_, { world: { team } }) => ({
    team: { ...team, email_domain: 'acorn.example', icon: { image_default: true } },
  }),
})

export const botInfo = defineMethod({
  name: 'bots.info',
  tier: 3,
  scopes: ['users:read'],
  args: z.object({ bot: z.string().optional() }),
  run({ bot }, { world: { app, people } }) {
    if (bot !== undefined && bot !== app.botId) throw new ApiError('bot_not_found')
    const name = people.get(app.botUserId)?.name
    return {
      bot: { id: app.botId, app_id: app.id, user_id: app.botUserId, name, deleted: false },
    }
  },
})
