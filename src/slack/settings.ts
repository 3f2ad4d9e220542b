import { z } from 'zod'
import type { Env } from '../core/env.ts'
import { ConfigError } from '../core/errors.ts'
import { Glob } from '../core/glob.ts'
import { durationBetween } from '../core/words/duration-setting.ts'

const Http = z.strictObject({
  port: z
    .int()
    .min(0)
    .max(65_535)
    .default(3000)
    .describe('Port to listen on for Slack; 0 takes a free one and logs it.'),
  path: z
    .string()
    .startsWith('/')
    .default('/slack/events')
    .describe('The one path for slash commands, interactivity and events.'),
  drain: durationBetween('0s', '10m')
    .prefault('5s')
    .describe(
      'How long to go on answering after a stop was asked for and /readyz turned to 503, so that load balancers stop sending first. The pod needs this and 25 s more to end.',
    ),
})

/** The `slack` part of the configuration file. Tokens are not in it: see `readSecrets`. */
export const SlackSettings = z.strictObject({
  mode: z
    .enum(['socket', 'http'])
    .default('socket')
    .describe('How Slack reaches the bot: `socket` needs no open port, `http` needs a public URL.'),
  command: z
    .string()
    .regex(/^\/[a-z0-9_-]{1,31}$/u, 'a slash and then lower-case letters, digits, - or _')
    .default('/k8s')
    .describe('Name of the slash command, as registered in the Slack app.'),
  http: Http.prefault({}).describe('Where to listen in `http` mode.'),
  apiUrl: z
    .url({ protocol: /^https?$/u })
    .default('https://slack.com/api/')
    .describe('Base URL of the Web API: Slack, or any Slack-compatible server.'),
  connections: z
    .int()
    .min(1)
    .max(4)
    .default(2)
    .describe('Socket Mode connections held open at once; Slack allows 10 over all replicas.'),
  reconcile: z
    .boolean()
    .default(true)
    .describe(
      'After a post whose answer was lost, look in the channel before posting again (needs the history scopes). Off: a rare duplicate is possible.',
    ),
  sharedChannels: z
    .array(Glob)
    .default([])
    .describe(
      'Ids of channels shared with another company in which incidents may be told all the same; `*` stands for all. In others they are refused.',
    ),
  adminChannel: z
    .string()
    .regex(/^[CG][A-Z0-9]+$/u, 'a channel id such as C0123456789, not its name')
    .optional()
    .describe(
      'Channel id for notices to the admins: lost rights, channels the bot may not post in.',
    ),
})
export type SlackSettings = z.infer<typeof SlackSettings>

/** What only the environment may hold. */
export type SlackSecrets = {
  readonly botToken: string
  readonly appToken?: string
  readonly signingSecret?: string
}

/** With which settings and which secrets Slack is talked with. */
export type SlackAccess = { readonly settings: SlackSettings; readonly secrets: SlackSecrets }

/** What is wrong with the tokens that `mode` needs; never repeats one. */
export function secretProblems(env: Env, mode: SlackSettings['mode']): readonly string[] {
  const read = (name: string) => env[name]?.trim() ?? ''
  return [
    tokenProblem('SLACK_BOT_TOKEN', read('SLACK_BOT_TOKEN'), BOT_TOKEN),
    ...(mode === 'socket'
      ? [tokenProblem('SLACK_APP_TOKEN', read('SLACK_APP_TOKEN'), APP_TOKEN)]
      : [signingProblem(read('SLACK_SIGNING_SECRET'))]),
  ].filter((problem) => problem !== undefined)
}

/** Reads, trims and checks the tokens that `mode` needs. Throws ConfigError with every problem at once. */
export function readSecrets(env: Env, mode: SlackSettings['mode']): SlackSecrets {
  const read = (name: string) => env[name]?.trim() ?? ''
  const botToken = read('SLACK_BOT_TOKEN')
  const appToken = read('SLACK_APP_TOKEN')
  const signingSecret = read('SLACK_SIGNING_SECRET')

  const problems = secretProblems(env, mode)
  if (problems.length > 0) throw new ConfigError(problems)

  return {
    botToken,
    ...(appToken !== '' && { appToken }),
    ...(signingSecret !== '' && { signingSecret }),
  }
}

type TokenKind = { readonly prefix: string; readonly kind: string; readonly where: string }

const BOT_TOKEN: TokenKind = {
  prefix: 'xoxb-',
  kind: 'a bot token',
  where: 'OAuth & Permissions, "Bot User OAuth Token"',
}
const APP_TOKEN: TokenKind = {
  prefix: 'xapp-',
  kind: 'an app-level token with the scope connections:write',
  where: 'Basic Information, "App-Level Tokens"',
}
const KNOWN_PREFIXES: Readonly<Record<string, string>> = {
  'xoxb-': 'a bot token (it belongs in SLACK_BOT_TOKEN)',
  'xapp-': 'an app-level token (it belongs in SLACK_APP_TOKEN)',
  'xoxp-': 'a user token, which the bot does not use',
  'xoxe.': 'a token of token rotation, which must be off for this app',
}

function tokenProblem(name: string, value: string, expected: TokenKind): string | undefined {
  const wanted = `${expected.kind} starting with ${expected.prefix} (Slack app settings: ${expected.where})`
  if (value === '') return `${name} is not set: it needs ${wanted}.`
  if (/\s/u.test(value)) return `${name} holds white space inside: it needs one token.`
  if (value.startsWith(expected.prefix)) return undefined
  const held = KNOWN_PREFIXES[value.slice(0, 5)] ?? 'something else'
  return `${name} holds ${held}: it needs ${wanted}.`
}

function signingProblem(value: string): string | undefined {
  const where = 'Slack app settings: Basic Information, "Signing Secret"'
  if (value === '')
    return `SLACK_SIGNING_SECRET is not set: mode http cannot trust requests without it (${where}).`
  return value.length < 16
    ? `SLACK_SIGNING_SECRET is only ${value.length} characters long: copy it whole (${where}).`
    : undefined
}
