import { stringify } from 'yaml'
import { listOf } from './list-of.ts'
import type { Answers } from './question.ts'

/** `config/deckwatch.yaml`: what was answered, and nothing that is the default anyway. */
export function configText(answers: Answers): string {
  const { cluster, environment, production, slackUser, user, groups, channel, store } = answers
  return [
    '# yaml-language-server: $schema=../schema/config.schema.json',
    '# Every key is in docs/configuration.md. Check this file: deckwatch validate --config config/deckwatch.yaml',
    ...slackPart(answers),
    'clusters:',
    `  - name: ${scalar(cluster)}`,
    `    environment: ${scalar(environment)}`,
    ...(production === 'yes' ? ['    production: true'] : []),
    '    # The account of the pod. From your machine, DECKWATCH_CONTEXT names a context of your kubeconfig instead.',
    '    inCluster: true',
    'identity:',
    '  # Everybody who may use the bot, by Slack user id: what they do is done as this user with these groups.',
    '  # docs/configuration.md tells how Slack user groups or verified e-mail addresses do the same for many.',
    '  users:',
    `    ${slackUser}:`,
    `      user: ${scalar(user)}`,
    `      groups: [${listOf(groups).map(quoted).join(', ')}]`,
    '      roles: [platform]',
    'policy: policy.yaml',
    ...(store === 'sqlite'
      ? [
          'store:',
          '  # On the volume of the pod. From your machine, DECKWATCH_STORE_PATH is another file.',
          '  path: /var/lib/deckwatch/deckwatch.sqlite',
        ]
      : ['# The store is the PostgreSQL that the secret DATABASE_URL names.']),
    ...(channel === '' ? [] : ['notifications:', `  channel: ${channel}`]),
    '',
  ].join('\n')
}

function slackPart({ slackMode, adminChannel }: Answers): string[] {
  const lines = [
    ...(slackMode === 'http' ? ['  mode: http'] : []),
    ...(adminChannel === '' ? [] : [`  adminChannel: ${adminChannel}`]),
  ]
  return lines.length === 0 ? [] : ['slack:', ...lines]
}

/** As YAML reads it back as this text: quoted where it would be something else. */
const scalar = (value: string) => stringify(value, { lineWidth: 0 }).trimEnd()

const quoted = (value: string) => JSON.stringify(value)
