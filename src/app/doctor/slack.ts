import { shellCommand } from '../../core/words/shell.ts'
import { sayDuration } from '../../core/words/duration.ts'
import { scopesFor } from '../../slack/manifest.ts'
import { examineAppToken, type TokenFacts } from '../../slack/examination/examination.ts'
import { SlackFailure } from '../../slack/web/failure.ts'
import { manifestWishes } from '../manifest-wishes.ts'
import { type Ailments, defineCheck, type Report } from './check.ts'
import { deckwatch } from './mending.ts'
import type { Patient } from './patient.ts'

const SCOPES =
  'Slack app settings: OAuth & Permissions, Bot Token Scopes; then Reinstall to Workspace. What `deckwatch manifest` prints has them.'

const ailments = {
  'slack-unreachable': {
    level: 'error',
    why: 'Without Slack nobody can say anything and nobody is told anything.',
    mend: 'Try from the same place; let egress to slack.com:443 through.',
  },
  'slack-token-refused': {
    level: 'error',
    why: 'The bot does not start with it.',
    mend: 'Slack app settings: OAuth & Permissions, "Bot User OAuth Token"; put it into SLACK_BOT_TOKEN.',
  },
  'slack-token-of-person': {
    level: 'error',
    why: 'What the bot says would be said in that person’s name.',
    mend: 'Slack app settings: OAuth & Permissions, "Bot User OAuth Token", not the user token.',
  },
  'slack-app-token-refused': {
    level: 'error',
    why: 'Socket Mode cannot connect, so no command arrives.',
    mend: 'Slack app settings: Basic Information, "App-Level Tokens", scope connections:write; put it into SLACK_APP_TOKEN.',
  },
  'slack-scope-missing': {
    level: 'error',
    why: 'Slack refuses what this configuration makes the bot do.',
    mend: SCOPES,
  },
  'slack-scope-surplus': {
    level: 'warning',
    why: 'Whoever steals the token could do that, too.',
    mend: SCOPES,
  },
  'slack-clock': {
    level: 'error',
    why: 'Signatures of Slack are refused beyond 5 min, and times in messages are wrong.',
    mend: 'Switch NTP on, on the node that the bot runs on (timedatectl set-ntp true).',
  },
} as const satisfies Ailments

export const slack = defineCheck({
  name: 'slack',
  title: 'Slack',
  looksAt: 'whether Slack takes both tokens, what the app was granted, and the clock',
  ailments,
  async examine(patient, report) {
    await Promise.all([lookAtBotToken(patient, report), lookAtAppToken(patient, report)])
  },
})

const SLACK = 'https://slack.com/api/'

type SlackReport = Report<keyof typeof ailments>

async function lookAtBotToken(patient: Patient, report: SlackReport): Promise<void> {
  if (!patient.slack) return
  try {
    const facts = await patient.slack.token()
    report.fine(`the bot token is good for the workspace ${facts.team} (${facts.teamId})`)
    if (!facts.isBot) report.wrong('slack-token-of-person', 'SLACK_BOT_TOKEN is a person’s')
    lookAtScopes(patient, facts, report)
    lookAtClock(facts, report)
  } catch (error) {
    tellFailure(
      error,
      { apiUrl: patient.config?.slack.apiUrl ?? SLACK, report },
      'slack-token-refused',
    )
  }
}

function lookAtScopes(patient: Patient, { scopes }: TokenFacts, report: SlackReport) {
  const { config, policy } = patient
  if (!scopes || !config || !policy) return
  const wanted = scopesFor(config.slack, manifestWishes(config, policy))
  const missing = wanted.filter((scope) => !scopes.includes(scope))
  const surplus = scopes.filter((scope) => !wanted.includes(scope) && scope !== 'identify')
  const print = { run: [deckwatch(patient, 'manifest')] }
  for (const scope of missing)
    report.wrong('slack-scope-missing', `the app lacks the scope ${scope}`, print)
  if (surplus.length > 0)
    report.wrong(
      'slack-scope-surplus',
      `the app has scopes it does not need: ${surplus.join(', ')}`,
      print,
    )
  if (missing.length + surplus.length === 0)
    report.fine(`it has the ${wanted.length} scopes that this configuration needs, and no other`)
}

const MOST_SKEW_MS = 60_000

function lookAtClock({ aheadMs }: TokenFacts, { fine, wrong }: SlackReport): void {
  if (aheadMs === undefined) return
  if (Math.abs(aheadMs) < MOST_SKEW_MS) return fine('the clock agrees with Slack’s')
  wrong('slack-clock', `this clock is ${sayAhead(aheadMs)} Slack’s`)
}

export const sayAhead = (aheadMs: number): string =>
  `${sayDuration(Math.abs(aheadMs))} ${aheadMs > 0 ? 'ahead of' : 'behind'}`

async function lookAtAppToken(patient: Patient, report: SlackReport): Promise<void> {
  const { config, env } = patient
  const token = env['SLACK_APP_TOKEN']?.trim() ?? ''
  if (config?.slack.mode !== 'socket' || !token.startsWith('xapp-')) return
  const { apiUrl } = config.slack
  try {
    await examineAppToken({ ...patient, apiUrl }, token)
    report.fine('the app-level token may open connections')
  } catch (error) {
    tellFailure(error, { apiUrl, report }, 'slack-app-token-refused')
  }
}

function tellFailure(
  error: unknown,
  { apiUrl, report }: { readonly apiUrl: string; readonly report: SlackReport },
  refused: 'slack-token-refused' | 'slack-app-token-refused',
): void {
  if (!(error instanceof SlackFailure)) throw error
  const { kind, method, reason } = error
  if (kind === 'refused') return report.wrong(refused, `Slack refuses ${method}: ${reason}`)
  const run = [shellCommand('curl', '-sS', `${apiUrl}api.test`)]
  report.wrong('slack-unreachable', `${method}: ${reason}`, { run })
}
