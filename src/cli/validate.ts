import { loadConfig } from '../config/load.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import type { Host } from './host.ts'
import { loadPolicy } from './load-policy.ts'

/** Checks the configuration, its identities and its policy, without a network; says what they hold. */
export async function validate(file: string, host: Host): Promise<ExitCode> {
  const config = await loadConfig(file, host.env)
  const policy = await loadPolicy(config)
  const people = Object.keys(config.identity.users).length
  host.out(
    `${file}: ${say(config.clusters.length, 'cluster')}, ${say(people, 'mapped person', 'mapped people')}\n`,
  )
  host.out(`${config.policy}: ${say(policy.rules.length, 'rule')}\n`)
  return EXIT.fine
}

const say = (count: number, one: string, many = `${one}s`) => `${count} ${count === 1 ? one : many}`
