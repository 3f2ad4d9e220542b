import { dirname, resolve } from 'node:path'
import type { Env } from '../core/env.ts'
import { ConfigError, DeckwatchError } from '../core/errors.ts'
import { withEnvironment } from './environment.ts'
import { fileReason, isMissing } from './file-reason.ts'
import { readWhole } from './read-file.ts'
import { Settings } from './settings.ts'
import { readYaml } from './yaml.ts'

/** The settings as the program uses them: frozen, paths absolute, the environment's word included. */
export type Config = Settings

/**
 * Reads the configuration file. Throws ConfigError with every problem at once, each with file, line and path.
 * What the environment says of Slack's address, the store or the context wins over the file.
 */
export async function loadConfig(file: string, env: Env): Promise<Config> {
  const source = { file, text: await readText(file, 'deckwatch init writes a first one') }
  const { value } = readYaml(source, Settings)
  return withAbsolutePaths(withEnvironment(value, env), dirname(resolve(file)))
}

/** Reads a file of the operator's. Throws ConfigError that says why it cannot be read, and what makes a missing one. */
export async function readText(file: string, maker?: string): Promise<string> {
  try {
    return (await readWhole(file)).bytes.toString('utf8')
  } catch (error) {
    if (error instanceof DeckwatchError) throw error
    const hint = maker !== undefined && isMissing(error) ? `; ${maker}` : ''
    throw new ConfigError([{ file, message: `cannot be read: ${fileReason(error)}${hint}` }])
  }
}

function withAbsolutePaths(settings: Settings, folder: string): Config {
  const clusters = settings.clusters.map((cluster) =>
    cluster.kubeconfig === undefined
      ? cluster
      : { ...cluster, kubeconfig: resolve(folder, cluster.kubeconfig) },
  )
  return {
    ...settings,
    clusters,
    policy: resolve(folder, settings.policy),
    store: { path: resolve(folder, settings.store.path) },
  }
}
