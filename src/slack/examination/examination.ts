import { z } from 'zod'
import type { DirectoryPerson } from '../../core/directory.ts'
import type { Clock, Log } from '../../core/seams.ts'
import { createDirectory } from '../directory/directory.ts'
import type { Self } from '../intake/said.ts'
import type { SlackSettings } from '../settings.ts'
import { SlackFailure } from '../web/failure.ts'
import { createWeb, type Web } from '../web/web.ts'
import { type ChannelFacts, lookAtChannel } from './channel-facts.ts'
import { createDateHeader } from './date-header.ts'

/** Looks at Slack without a trace there: nothing is posted, nobody is connected. Rejects with SlackFailure. */
export type Examination = {
  /** Whose token it is; asked once. */
  token(): Promise<TokenFacts>
  /** Undefined when Slack knows no such channel, or shows it only to its members. */
  channel(id: string): Promise<ChannelFacts | undefined>
  person(id: string): Promise<DirectoryPerson | undefined>
  /** Ids of the user groups that are in use; undefined on a plan that has none. */
  usergroups(): Promise<ReadonlySet<string> | undefined>
}

export type TokenFacts = {
  readonly team: string
  readonly teamId: string
  /** A bot's own token, rather than one of a person. */
  readonly isBot: boolean
  /** What the app was granted; undefined when Slack does not say. */
  readonly scopes?: readonly string[] | undefined
  /** How far this clock is surely ahead of Slack's, in ms; below zero when behind. */
  readonly aheadMs: number | undefined
}

type Parts = {
  readonly apiUrl: SlackSettings['apiUrl']
  readonly botToken: string
  readonly clock: Clock
  readonly log: Log
}

export function examineSlack({ apiUrl, botToken, clock, log }: Parts): Examination {
  const date = createDateHeader(clock)
  const web = createWeb({ apiUrl, token: botToken, clock, log, fetch: date.fetch })
  let self: Self | undefined
  let asked: ReturnType<typeof testToken> | undefined
  const directory = createDirectory({ web, self: () => self, clock, log })
  const token = async () => {
    asked ??= testToken(web)
    const { isBot, team, scopes, ...who } = await asked
    self = who
    return { team, teamId: who.teamId, isBot, scopes, aheadMs: date.aheadMs() }
  }
  return {
    token,
    channel: (id) => lookAtChannel(web, id),
    person: async (id) => {
      await token()
      return directory.person(id)
    },
    usergroups: () => listGroups(web),
  }
}

/** Asks for an address to connect to, and connects to none. */
export async function examineAppToken(
  { apiUrl, clock, log }: Omit<Parts, 'botToken'>,
  token: string,
): Promise<void> {
  const web = createWeb({ apiUrl, token, clock, log })
  await web.call('apps.connections.open', {}, z.looseObject({ url: z.string() }))
}

const Tested = z.looseObject({
  team: z.string().default(''),
  team_id: z.string(),
  user_id: z.string(),
  bot_id: z.string().optional(),
  response_metadata: z.looseObject({ scopes: z.array(z.string()).optional() }).optional(),
})

async function testToken(web: Web) {
  const { team, team_id, user_id, bot_id, response_metadata } = await web.call(
    'auth.test',
    {},
    Tested,
  )
  return {
    team,
    teamId: team_id,
    botUserId: user_id,
    botId: bot_id ?? '',
    isBot: bot_id !== undefined,
    scopes: response_metadata?.scopes,
  }
}

const Groups = z.looseObject({
  usergroups: z.array(z.looseObject({ id: z.string(), date_delete: z.number().default(0) })),
})

async function listGroups(web: Web): Promise<ReadonlySet<string> | undefined> {
  try {
    const { usergroups } = await web.call('usergroups.list', {}, Groups)
    return new Set(usergroups.flatMap(({ id, date_delete }) => (date_delete === 0 ? [id] : [])))
  } catch (error) {
    if (error instanceof SlackFailure && error.reason === 'plan_upgrade_required') return undefined
    throw error
  }
}
