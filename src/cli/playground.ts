import { EXIT, type ExitCode } from './exit-code.ts'
import type { Host, Running } from './host.ts'
import { untilStopped } from './until-stopped.ts'

/** Serves the playground until somebody stops it. */
export async function playground(port: number, host: Host): Promise<ExitCode> {
  const running = await start(port, host)
  if (!running) return EXIT.cannotStart
  await untilStopped(host.stop)
  await running.stop()
  return EXIT.fine
}

/** The image holds the bot alone. */
async function start(port: number, host: Host): Promise<Running | undefined> {
  try {
    return await host.startPlayground({ port, out: host.out })
  } catch (error) {
    const isMissing =
      error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND'
    if (!isMissing) throw error
    host.err('The playground is part of the source checkout: run `npm run playground` there.\n')
    return undefined
  }
}
