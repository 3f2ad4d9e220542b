import type { Answers } from './question.ts'

type SecretFile = { readonly name: string; readonly holds: string }

/** The secrets of this installation: each is a file of its name. */
export function secretsOf({ slackMode, store }: Answers): readonly SecretFile[] {
  return [
    { name: 'SLACK_BOT_TOKEN', holds: 'OAuth & Permissions, “Bot User OAuth Token”, xoxb-…' },
    slackMode === 'socket'
      ? {
          name: 'SLACK_APP_TOKEN',
          holds: 'Basic Information, “App-Level Tokens”, one with connections:write, xapp-…',
        }
      : { name: 'SLACK_SIGNING_SECRET', holds: 'Basic Information, “Signing Secret”' },
    ...(store === 'postgresql'
      ? [
          {
            name: 'DATABASE_URL',
            holds: 'address of your PostgreSQL, postgres://USER:PASSWORD@HOST/NAME',
          },
        ]
      : []),
  ]
}

export const secretsReadme = (answers: Answers): string =>
  `# Secrets

Each file here holds one secret and nothing else; white space around it does no harm. Git ignores them. Slack's are in the settings of your app, https://api.slack.com/apps.

| file | what it holds |
| --- | --- |
${secretsOf(answers)
  .map(({ name, holds }) => `| \`${name}\` | ${holds} |`)
  .join('\n')}

They become the Secret \`deckwatch-secrets\`. Where something else makes it (External Secrets, Sealed Secrets, …), take \`secretGenerator\` out of \`kustomization.yaml\`, and let it make that Secret with these keys.
`

export const SECRETS_IGNORED = `*
!.gitignore
!README.md
`
