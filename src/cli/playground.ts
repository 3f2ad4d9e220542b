import { EXIT, type ExitCode } from './exit-code.ts'
import type { Host } from './host.ts'
import { untilStopped } from './until-stopped.ts'

/** Serves the playground until somebody stops it. */
export async function playground(port: number, host: Host): Promise<ExitCode> {
  const running = await host.startPlayground({ port, out: host.out })
  await untilStopped(host.stop)
  await running.stop()
  return EXIT.fine
}
