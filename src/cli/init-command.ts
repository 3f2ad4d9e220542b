import { type Command, Option } from 'commander'
import { examples, type Action } from './command-help.ts'
import type { Host } from './host.ts'
import type { Answers } from './init/question.ts'
import { questions } from './init/questions.ts'

type Options = Partial<Answers> & {
  readonly yes?: boolean
  readonly force?: boolean
}

/** `init`: an installation's files, from a few questions. */
export function addInitCommand(
  program: Command,
  host: Host,
  choose: (action: Action) => void,
): void {
  const command = program
    .command('init')
    .description(
      'Write configuration, policy, Slack manifest and Kubernetes manifests, after a few questions',
    )
    .argument('[folder]', 'where to write them', 'installation')
    .option('--yes', 'ask nothing: take what is usual for whatever no option says')
    .option('--force', 'overwrite files that differ; secrets stay as they are')
  for (const { flag, help, key, choices } of questions) {
    const option = new Option(flag, help)
    if (choices && key !== 'context') option.choices(choices(NOWHERE))
    command.addOption(option)
  }
  command
    .addHelpText('after', examples(...EXAMPLES))
    .action((folder: string, { yes, force, ...said }: Options) =>
      choose(async () => {
        const flags = renamed(command, said)
        return (await import('./init.ts')).init({ folder, yes, force, flags }, host)
      }),
    )
}

const NOWHERE = { contexts: [], version: '' }

/** Options are spelt for people, answers by what they mean. */
function renamed(command: Command, said: object): Partial<Answers> {
  const values = new Map(Object.entries(said))
  return Object.fromEntries(
    questions.flatMap(({ key, flag }) => {
      const option = command.options.find(({ flags }) => flags === flag)
      const value: unknown = option && values.get(option.attributeName())
      return typeof value === 'string' ? [[key, value.trim()]] : []
    }),
  )
}

const EXAMPLES = [
  'deckwatch init',
  'deckwatch init installation --yes --slack-user U0123456789 --user anna@example.com',
]
