import { createServer, type Server } from 'node:http'
import { ConfigError } from '../core/errors.ts'
import type { Clock } from '../core/seams.ts'

/** A server that waits `ms` for a whole request to arrive: who sends slowly holds no connection. */
export const createImpatientServer = (ms: number): Server =>
  createServer({
    requestTimeout: ms,
    headersTimeout: ms,
    connectionsCheckingInterval: Math.min(1_000, ms),
  })

type Place = {
  /** 0 lets the system choose one. */
  readonly port: number
  readonly host?: string
  /** What an operator changes to have another port. */
  readonly setting: string
}

/** Throws ConfigError where it cannot. */
export function listen(server: Server, { port, host, setting }: Place): Promise<void> {
  return new Promise((resolve, reject) => {
    const refuse = (error: Error) =>
      reject(new ConfigError([`${setting}: cannot listen on ${port}: ${error.message}`]))
    server.once('error', refuse)
    server.listen(port, host, () => {
      server.off('error', refuse)
      resolve()
    })
  })
}

/** For what is still coming in when listening ends. */
const LAST_REQUEST_MS = 3_000

/** Takes nothing more in; what is under way has three seconds. */
export async function stopListening(server: Server, clock: Clock): Promise<void> {
  const closed = new Promise<void>((resolve) => void server.close(() => resolve()))
  server.closeIdleConnections()
  const cancel = clock.after(LAST_REQUEST_MS, () => server.closeAllConnections())
  await closed
  cancel()
}

/** The port that is listened on, once it is. */
export function portOf(server: Server): number | undefined {
  const address = server.address()
  return typeof address === 'object' ? address?.port : undefined
}
