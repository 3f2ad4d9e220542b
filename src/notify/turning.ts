import { UnavailableError } from '../core/errors.ts'
import { createWaking } from '../core/keeper/waking.ts'
import type { Clock, Log } from '../core/seams.ts'

/** Does something whenever it is woken, or due by what it said itself. */
export type Turning = {
  start(): void
  /** Resolves when the turn that is under way is over. */
  stop(): Promise<void>
  wake(): void
  /** When a turn last went well, or it began; monotonic ms. */
  lastWell(): number
}

export const LONGEST_PAUSE_MS = 30_000
/** What comes together is told together. */
const GATHER_MS = 200

/** `turn` says in how many ms it wants to be called again. While the store is away it is tried more and more rarely. */
export function createTurning(
  turn: () => Promise<number>,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): Turning {
  const waking = createWaking(clock)
  const stopping = new AbortController()
  let looping = Promise.resolve()
  let blindMs = 1000
  let wellAt = clock.monotonic()

  const turnOnce = async (): Promise<number> => {
    try {
      const waitMs = await turn()
      blindMs = 1000
      wellAt = clock.monotonic()
      return waitMs
    } catch (error) {
      if (!(error instanceof UnavailableError)) log.error({ err: error }, 'telling broke')
      blindMs = Math.min(blindMs * 2, LONGEST_PAUSE_MS)
      return blindMs
    }
  }
  const loop = async () => {
    while (!stopping.signal.aborted) {
      const waitMs = await turnOnce()
      await waking.pause(Math.min(Math.max(waitMs, 1), LONGEST_PAUSE_MS))
      await clock.sleep(GATHER_MS, stopping.signal).catch(() => {})
    }
  }
  return {
    start: () => void (looping = loop()),
    stop: async () => {
      stopping.abort(new Error('stopping'))
      waking.wake()
      await looping
    },
    wake: waking.wake,
    lastWell: () => wellAt,
  }
}
