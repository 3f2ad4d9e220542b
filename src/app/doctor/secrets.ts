import { SECRET_NAMES } from '../../config/secret-files.ts'
import { secretProblems } from '../../slack/settings.ts'
import { storeTarget } from '../../store/settings.ts'
import { shellCommand } from '../../core/words/shell.ts'
import { defineCheck, type Mend } from './check.ts'
import type { Patient } from './patient.ts'

const SETTINGS = 'Settings of the app (https://api.slack.com/apps)'

export const secrets = defineCheck({
  name: 'secrets',
  title: 'Secrets',
  looksAt: 'that each one is there, is of the right kind, and is kept where others cannot read it',
  ailments: {
    'secret-wrong': {
      level: 'error',
      why: 'The bot does not start without it.',
      mend: 'Give it as NAME or as NAME_FILE=/path; Slack’s are in the settings of the app, the others yours.',
    },
    'secret-unreadable': {
      level: 'error',
      why: 'The bot does not start without it.',
      mend: 'Mount the Secret where NAME_FILE says, readable for the bot’s user.',
    },
    'secret-exposed': {
      level: 'warning',
      why: 'Whoever can read it can speak as the bot.',
      mend: 'Take the right to read it from others; in a pod: defaultMode: 0440 of the Secret volume.',
    },
    'secret-unused': {
      level: 'warning',
      why: 'A secret that nothing needs can only leak; or the setting that needs it was forgotten.',
      mend: 'Unset it, or add the setting.',
    },
  },
  async examine(patient, { fine, wrong }) {
    const { env, problems } = patient
    for (const said of problems.secretFiles) wrong('secret-unreadable', said)
    for (const said of problems.secretWarnings) {
      const file = /^\w+: (.+?): /.exec(said)?.[1]
      wrong(
        'secret-exposed',
        said,
        file ? { run: [shellCommand('chmod', 'o-r', file)] } : undefined,
      )
    }
    const missing = needed(patient).filter((said) => !isUnread(said, problems.secretFiles))
    for (const said of missing) wrong('secret-wrong', said, sourceOf(said))
    for (const [name, setting] of unused(patient))
      wrong('secret-unused', `${name} is set, but ${setting} is not`, {
        run: [shellCommand('unset', name, `${name}_FILE`)],
      })
    const held = SECRET_NAMES.filter((name) => isSet(env, name))
    if (missing.length + problems.secretFiles.length === 0 && held.length > 0)
      fine(`${held.join(', ')}: there, and of the right kind`)
  },
})

/** Where each comes from, by its name at the beginning of what is wrong with it. */
const SOURCES: Readonly<Record<string, Mend>> = {
  SLACK_BOT_TOKEN: { say: `${SETTINGS}, OAuth & Permissions, “Bot User OAuth Token”.`, run: [] },
  SLACK_APP_TOKEN: {
    say: `${SETTINGS}, Basic Information, “App-Level Tokens”: one with connections:write.`,
    run: [],
  },
  SLACK_SIGNING_SECRET: { say: `${SETTINGS}, Basic Information, “Signing Secret”.`, run: [] },
  DATABASE_URL: { say: 'As postgres://USER:PASSWORD@HOST/NAME, of your PostgreSQL.', run: [] },
  DECKWATCH_ALERTMANAGER_TOKEN: {
    say: 'Make one, and give it to Alertmanager, too:',
    run: ['openssl rand -hex 32'],
  },
  DECKWATCH_DEADMAN_URL: { say: 'The address that whoever watches the bot wants pinged.', run: [] },
}

const sourceOf = (said: string) => SOURCES[/^\w+/.exec(said)?.[0] ?? '']

/** A file that cannot be read was told already. */
const isUnread = (said: string, files: readonly string[]) =>
  files.some((file) => file.startsWith(`${said.split(' ')[0] ?? ''}_FILE: `))

function needed({ config, env }: Patient): readonly string[] {
  const of = (name: string, setting: string, wanted: unknown) =>
    wanted && !isSet(env, name) ? [`${name} is not set: ${setting} needs it.`] : []
  const { notifications } = config ?? {}
  return [
    ...secretProblems(env, config?.slack.mode ?? 'socket'),
    ...of('DECKWATCH_DEADMAN_URL', 'notifications.deadman', notifications?.deadman),
    ...of(
      'DECKWATCH_ALERTMANAGER_TOKEN',
      'notifications.alertmanager',
      notifications?.alertmanager,
    ),
    ...databaseProblem(env),
  ]
}

function databaseProblem(env: Patient['env']): readonly string[] {
  try {
    storeTarget({ path: '-' }, env)
    return []
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)]
  }
}

function unused({ config, env }: Patient): (readonly [string, string])[] {
  if (!config) return []
  const { notifications } = config
  return [
    ['DECKWATCH_DEADMAN_URL', 'notifications.deadman', notifications?.deadman] as const,
    [
      'DECKWATCH_ALERTMANAGER_TOKEN',
      'notifications.alertmanager',
      notifications?.alertmanager,
    ] as const,
  ].flatMap(([name, setting, wanted]) =>
    !wanted && isSet(env, name) ? [[name, setting] as const] : [],
  )
}

const isSet = (env: Patient['env'], name: string) => (env[name]?.trim() ?? '') !== ''
