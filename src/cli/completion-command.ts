import { Argument, type Command } from 'commander'
import { examples, type Action } from './command-help.ts'
import type { Shell } from './completion.ts'
import type { Host } from './host.ts'

/** `completion`, and what its scripts ask while somebody types. */
export function addCompletionCommand(
  program: Command,
  host: Host,
  choose: (action: Action) => void,
): void {
  program
    .command('completion')
    .description('Print a script that completes this program’s words in your shell')
    .addArgument(new Argument('<shell>', 'the shell').choices(['bash', 'zsh', 'fish']))
    .addHelpText('after', examples(...EXAMPLES))
    .action((shell: Shell) =>
      choose(async () => (await import('./completion.ts')).completion(shell, program, host)),
    )
  program
    .command('cluster-names', { hidden: true })
    .option('--config <file>', 'configuration file', 'deckwatch.yaml')
    .action(({ config }: { config: string }) =>
      choose(async () => (await import('./completion.ts')).clusterNames(config, host)),
    )
}

const EXAMPLES = [
  'eval "$(deckwatch completion bash)"        # in ~/.bashrc',
  'source <(deckwatch completion zsh)         # in ~/.zshrc, behind compinit',
  'deckwatch completion fish | source         # in ~/.config/fish/config.fish',
]
