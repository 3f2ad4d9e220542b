import type { Setup } from '../app/setup.ts'
import { ConfigError } from '../core/errors.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import type { Host } from './host.ts'
import { loadSetup } from './load-setup.ts'
import { type Answer, type Output, printAnswer } from './output.ts'

type Options = { readonly config: string; readonly output: Output }

/** Checks the configuration, its identities and its policy, without a network; says what they hold. */
export async function validate({ config: file, output }: Options, host: Host): Promise<ExitCode> {
  try {
    const setup = await loadSetup(file, host.env)
    printAnswer(held(file, setup), output, host)
    if (output === 'text')
      for (const warning of setup.secrets.warnings) host.err(`warning: ${warning}\n`)
    return EXIT.fine
  } catch (error) {
    if (output === 'text' || !(error instanceof ConfigError)) throw error
    const data = { valid: false, problems: error.details }
    printAnswer({ words: () => error.message, data }, output, host)
    return EXIT.wrong
  }
}

function held(file: string, { config, policy, secrets }: Setup): Answer {
  const people = Object.keys(config.identity.users).length
  const clusters = config.clusters.map(({ name }) => name)
  const rules = policy.rules.length
  const { files, warnings } = secrets
  const found = { clusters, people, policy: config.policy, rules, secrets: files, warnings }
  return {
    words: () =>
      [
        `${file}: ${say(clusters.length, 'cluster')}, ${say(people, 'mapped person', 'mapped people')}`,
        `${config.policy}: ${say(rules, 'rule')}`,
        ...Object.entries(files).map(([name, path]) => `${path}: holds ${name}`),
      ].join('\n'),
    data: { valid: true, problems: [], ...found },
  }
}

const say = (count: number, one: string, many = `${one}s`) => `${count} ${count === 1 ? one : many}`
