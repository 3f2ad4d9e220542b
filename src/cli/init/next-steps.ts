import { join } from 'node:path'
import { shellWord } from '../../core/words/shell.ts'
import type { Answers } from './question.ts'
import { secretsOf } from './secrets.ts'

/** What is left to do, as commands where there are some. */
export function nextSteps(folder: string, answers: Answers): string {
  const { context, store, namespace } = answers
  const config = join(folder, 'config/deckwatch.yaml')
  const names = secretsOf(answers).map(({ name }) => join(folder, 'secrets', name))
  const elsewhere = [
    `DECKWATCH_CONTEXT=${context === '' ? '"$(kubectl config current-context)"' : shellWord(context)}`,
    ...(store === 'sqlite' ? [`DECKWATCH_STORE_PATH=${join(folder, 'trial.sqlite')}`] : []),
    ...names.map((file) => `${file.split('/').at(-1) ?? ''}_FILE=${file}`),
  ]
  return `Written to ${folder}: configuration, policy and its tests, Slack manifest, rights, Kustomize.

1. Create the Slack app: https://api.slack.com/apps, Create New App, From a manifest; paste
   ${join(folder, 'slack-manifest.yaml')}, install it, and put its secrets into
${names.map((name) => `     ${name}`).join('\n')}
2. Try it from here:
     ${elsewhere.join(' \\\n     ')} \\
     deckwatch run --config ${config}
3. Put it into the cluster:
     kubectl apply -k ${folder}
     kubectl -n ${namespace} rollout status deployment/deckwatch
docs/install.md goes through all of it, and through what people need to be allowed.
`
}
