import type { Clock, Log } from '../core/seams.ts'
import type { Service } from '../core/service.ts'
import type { DeadmanState } from '../core/status.ts'

export type DeadmanParts = {
  /** A secret: whoever knows it can keep the alarm silent. It is never logged and never shown. */
  readonly url: string
  readonly method: 'GET' | 'HEAD' | 'POST'
  readonly everyMs: number
  /** Why the bot cannot be relied on now; undefined while it can. */
  readonly unwell: () => string | undefined
  readonly clock: Clock
  readonly log: Log
}

export type Deadman = Service & { state(): DeadmanState }

const TIMEOUT_MS = 10_000
/** The other parts are to come up first. */
const FIRST_MS = 10_000

/**
 * Pings somebody who raises the alarm when no ping comes: only while all is well, so the alarm is raised for a bot that
 * is gone as for one that is blind. What goes wrong with a ping is known here and never thrown.
 */
export function createDeadman(parts: DeadmanParts): Deadman {
  const { everyMs, unwell, clock, log } = parts
  const stopping = new AbortController()
  let state: DeadmanState = { everyMs }
  let looping = Promise.resolve()

  const note = ({ pingedAt }: DeadmanState, next: Omit<DeadmanState, 'everyMs'>) => {
    const before = sayState(state)
    state = { everyMs, ...(pingedAt && { pingedAt }), ...next }
    if (sayState(state) !== before) log.warn({ why: sayState(state) }, SAID)
  }
  const beat = async () => {
    const letGo = unwell()
    if (letGo !== undefined) return note(state, { letGo })
    const failure = await ping(parts, stopping.signal)
    if (stopping.signal.aborted) return
    note(state, failure === undefined ? { pingedAt: clock.now() } : { failure })
  }
  const loop = async () => {
    await clock.sleep(Math.min(FIRST_MS, everyMs), stopping.signal)
    while (!stopping.signal.aborted) {
      await beat()
      await clock.sleep(everyMs, stopping.signal)
    }
  }
  return {
    name: 'dead man’s switch',
    start: async () => void (looping = loop().catch(() => {})),
    stop: async () => {
      stopping.abort(new Error('stopping'))
      await looping
    },
    unready: () => undefined,
    state: () => state,
  }
}

const SAID = 'the dead man’s switch changed'
const sayState = ({ letGo, failure }: DeadmanState): string => letGo ?? failure ?? 'pinged'

/** Why it did not get through, in our own words: foreign errors may name the address. */
async function ping({ url, method, clock }: DeadmanParts, stop: AbortSignal) {
  const patience = new AbortController()
  const cancel = clock.after(TIMEOUT_MS, () => patience.abort())
  try {
    const signal = AbortSignal.any([patience.signal, stop])
    const response = await fetch(url, { method, redirect: 'manual', signal })
    await response.body?.cancel()
    return response.ok ? undefined : sayStatus(response.status)
  } catch {
    return patience.signal.aborted ? 'no answer within 10 s' : 'it cannot be reached'
  } finally {
    cancel()
  }
}

const sayStatus = (status: number): string =>
  status >= 300 && status < 400
    ? `it answers ${status}: give the address that it leads to`
    : `it answers ${status}`
