import { EXIT, type ExitCode } from './exit-code.ts'
import type { Host } from './host.ts'
import { loadSetup } from './load-setup.ts'

/** Checks the configuration, its identities and its policy, without a network; says what they hold. */
export async function validate(file: string, host: Host): Promise<ExitCode> {
  const { config, policy, secrets } = await loadSetup(file, host.env)
  const people = Object.keys(config.identity.users).length
  host.out(
    `${file}: ${say(config.clusters.length, 'cluster')}, ${say(people, 'mapped person', 'mapped people')}\n`,
  )
  host.out(`${config.policy}: ${say(policy.rules.length, 'rule')}\n`)
  for (const [name, path] of Object.entries(secrets.files)) host.out(`${path}: holds ${name}\n`)
  for (const warning of secrets.warnings) host.err(`warning: ${warning}\n`)
  return EXIT.fine
}

const say = (count: number, one: string, many = `${one}s`) => `${count} ${count === 1 ? one : many}`
