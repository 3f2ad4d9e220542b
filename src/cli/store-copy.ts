import { existsSync } from 'node:fs'
import type { Env } from '../core/env.ts'
import { loadConfig } from '../config/load.ts'
import { readSecretFiles } from '../config/secret-files.ts'
import { ConfigError } from '../core/errors.ts'
import { copyStore } from '../store/copy-store.ts'
import { type StoreTarget, storeTarget } from '../store/settings.ts'
import { storeUnavailable } from '../store/store-error.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import type { Host } from './host.ts'
import { type Output, printAnswer } from './output.ts'

export type CopyOptions = {
  readonly config: string
  /** A file, or `env:NAME`: a URL holds a password, which is no argument. */
  readonly to: string
  readonly output: Output
}

/** Copies the store that the configuration names. */
export async function copy({ config, to, output }: CopyOptions, host: Host): Promise<ExitCode> {
  const { env } = await readSecretFiles(host.env)
  const { store } = await loadConfig(config, env)
  const target = readTarget(to, env)
  const rows = await copyStore(storeTarget(store, env), target).catch((error: unknown) => {
    throw error instanceof ConfigError ? error : storeUnavailable(error)
  })
  const words = () => `copied ${rows} rows; check it with \`deckwatch audit verify\``
  printAnswer({ words, data: { rows, to: target.engine } }, output, host)
  return EXIT.fine
}

function readTarget(to: string, env: Env): StoreTarget {
  const [, name] = /^env:(.+)$/.exec(to) ?? []
  if (name !== undefined) {
    const url = env[name]?.trim() ?? ''
    if (url === '') throw new ConfigError([`${name} is not set: it should hold postgres://…`])
    return storeTarget({ path: '' }, { DATABASE_URL: url })
  }
  if (existsSync(to)) throw new ConfigError([`${to}: is there already. A copy never overwrites.`])
  return { engine: 'sqlite', path: to }
}
