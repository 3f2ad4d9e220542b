import { type RawData, WebSocket } from 'ws'
import type { Clock, Log } from '../../core/seams.ts'
import { type Envelope, readFrame } from './frame.ts'

/** One Socket Mode connection that Slack has greeted. */
export type Connection = {
  /** Settles with Slack's reason when it announces the end, or with `closed` when the socket is gone. */
  readonly ending: Promise<string>
  isOpen(): boolean
  /** Sends what is still to be acknowledged, then closes; at most 3 s. */
  retire(): Promise<void>
}

export type ConnectionParts = {
  readonly clock: Clock
  readonly log: Log
  /** Called once the envelope is acknowledged; one that cannot be is left to another connection. Must not throw. */
  readonly onEnvelope: (envelope: Envelope, receivedAt: Date) => void
  /** Told how long after its arrival an envelope's acknowledgement was written, in ms. */
  readonly onAcknowledged?: (ms: number) => void
}

const HANDSHAKE_MS = 10_000
const HELLO_MS = 15_000
const RETIRE_MS = 3_000
const ASK_AFTER_MS = 15_000
const DEAD_AFTER_MS = 40_000
const LARGEST_FRAME = 16 * 1024 * 1024

/** Opens a socket and waits for `hello`, at most 15 s. Rejects when that fails, for whatever reason. */
export async function connect(url: string, parts: ConnectionParts): Promise<Connection> {
  const { clock, log, onEnvelope } = parts
  const socket = new WebSocket(url, { handshakeTimeout: HANDSHAKE_MS, maxPayload: LARGEST_FRAME })
  const hello = Promise.withResolvers<void>()
  const ending = Promise.withResolvers<string>()
  const closed = Promise.withResolvers<void>()

  const stopWatching = watch(socket, clock, log)
  socket.on('message', (data, isBinary) => {
    const from = clock.monotonic()
    const frame = readFrame(textOf(data, isBinary))
    if (frame.frame === 'hello') return hello.resolve()
    if (frame.frame === 'disconnect') return ending.resolve(frame.reason)
    if (frame.frame === 'unknown') return log.warn({}, 'Socket Mode frame of unknown shape ignored')
    const receivedAt = clock.now()
    if (acknowledge(socket, frame.envelope.envelope_id, { ...parts, from }))
      onEnvelope(frame.envelope, receivedAt)
  })
  socket.on('error', (error) => {
    log.debug({ err: error }, 'Socket Mode connection error')
    hello.reject(error)
  })
  socket.on('close', () => {
    stopWatching()
    hello.reject(new Error('closed before hello'))
    ending.resolve('closed')
    closed.resolve()
  })

  const cancel = clock.after(HELLO_MS, () => hello.reject(new Error('no hello within 15 s')))
  await hello.promise
    .catch((error: unknown) => {
      socket.terminate()
      throw error
    })
    .finally(cancel)

  return {
    ending: ending.promise,
    isOpen: () => socket.readyState === WebSocket.OPEN,
    retire: () => retire(socket, closed.promise, clock),
  }
}

async function retire(socket: WebSocket, closed: Promise<void>, clock: Clock): Promise<void> {
  // close() is queued behind the acknowledgements already written.
  socket.close(1000)
  const cancel = clock.after(RETIRE_MS, () => socket.terminate())
  await closed
  cancel()
}

function textOf(data: RawData, isBinary: boolean): string {
  return isBinary || !Buffer.isBuffer(data) ? '' : data.toString('utf8')
}

type Acknowledging = ConnectionParts & { readonly from: number }

/** False while it closes: Slack gets no answer, and sends the same to a connection that is open. */
function acknowledge(
  socket: WebSocket,
  envelopeId: string,
  { log, clock, from, onAcknowledged }: Acknowledging,
): boolean {
  if (socket.readyState !== WebSocket.OPEN) {
    log.info({ envelopeId }, 'Slack delivery left to another connection')
    return false
  }
  socket.send(JSON.stringify({ envelope_id: envelopeId }), (error) => {
    if (error) log.warn({ envelopeId, err: error }, 'Acknowledgement was not sent')
    else onAcknowledged?.(clock.monotonic() - from)
  })
  return true
}

/** Slack pings; where nothing was heard for a while we ask ourselves, and then we hang up on the silence. */
function watch(socket: WebSocket, clock: Clock, log: Log): () => void {
  let heardAt = clock.monotonic()
  let cancel = () => {}
  const look = () => {
    const silent = clock.monotonic() - heardAt
    if (silent >= DEAD_AFTER_MS) {
      log.warn({ silentMs: Math.round(silent) }, 'Socket Mode connection went silent')
      return socket.terminate()
    }
    if (silent >= ASK_AFTER_MS && socket.readyState === WebSocket.OPEN) socket.ping()
    cancel = clock.after(ASK_AFTER_MS, look)
  }
  cancel = clock.after(ASK_AFTER_MS, look)
  const alive = () => {
    heardAt = clock.monotonic()
  }
  socket.on('message', alive).on('ping', alive).on('pong', alive)
  return () => cancel()
}
