import type { Env } from '../../src/core/env.ts'
import { buildApp } from '../../src/app.ts'
import { loadSetup } from '../../src/cli/load-setup.ts'
import { operatorFiles } from '../../src/cli/operator-files.ts'
import { startAll, stopAll } from '../../src/cli/services.ts'
import { VERSION } from '../../src/cli/version.ts'
import type { Seams } from '../../src/core/seams.ts'

export type BotOptions = {
  /** The configuration file, as `deckwatch run --config` takes it. */
  readonly config: string
  /** Where Slack is and with which tokens: the same variables as in real life. */
  readonly env: Env
}

export type Bot = { stop(): Promise<void>; unready(): readonly string[] }

/** Starts the unmodified bot, exactly as `deckwatch run` does, but for the process around it. */
export async function startBot({ config: file, env }: BotOptions, seams: Seams): Promise<Bot> {
  const setup = await loadSetup(file, env)
  const files = operatorFiles(file, env)
  const { services } = buildApp({ setup, files, version: VERSION }, seams)
  await startAll(services, seams, new AbortController().signal)
  return {
    stop: () => stopAll(services, seams),
    unready: () => services.flatMap((service) => service.unready() ?? []),
  }
}
