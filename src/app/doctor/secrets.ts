import { SECRET_NAMES } from '../../config/secret-files.ts'
import { secretProblems } from '../../slack/settings.ts'
import { storeTarget } from '../../store/settings.ts'
import { defineCheck } from './check.ts'
import type { Patient } from './patient.ts'

export const secrets = defineCheck({
  name: 'secrets',
  title: 'Secrets',
  looksAt: 'that each one is there, is of the right kind, and is kept where others cannot read it',
  ailments: {
    'secret-wrong': {
      level: 'error',
      why: 'The bot does not start without it.',
      mend: 'Copy it anew from the settings of the Slack app; give it as NAME or as NAME_FILE=/path.',
    },
    'secret-unreadable': {
      level: 'error',
      why: 'The bot does not start without it.',
      mend: 'Mount the Secret where NAME_FILE says, readable for the bot’s user.',
    },
    'secret-exposed': {
      level: 'warning',
      why: 'Whoever can read it can speak as the bot.',
      mend: 'chmod 0400 FILE; in a pod: defaultMode: 0400 of the Secret volume.',
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
      wrong('secret-exposed', said, file && `chmod o-r ${file}`)
    }
    const missing = needed(patient).filter((said) => !isUnread(said, problems.secretFiles))
    for (const said of missing) wrong('secret-wrong', said)
    for (const [name, setting] of unused(patient))
      wrong('secret-unused', `${name} is set, but ${setting} is not`)
    const held = SECRET_NAMES.filter((name) => isSet(env, name))
    if (missing.length + problems.secretFiles.length === 0 && held.length > 0)
      fine(`${held.join(', ')}: there, and of the right kind`)
  },
})

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
