import type { Clock } from '../../core/seams.ts'
import { WireFailure } from '../transport/failure.ts'

const TICK_MS = 5000
/** After so long a silence the API server is asked whether it is there. */
const QUIET_MS = 30_000
/**
 * The API server sends a bookmark each minute, looked after by a timer of up to 1.25 s (apiserver's cacher,
 * defaultBookmarkFrequency); the rest is for a slow way and a busy process.
 */
const SILENT_MS = 75_000

/** The server is there and this stream says nothing: it is opened anew, which costs one request. */
export class Silence extends Error {
  constructor() {
    super('the server answers, but the watch is silent')
    this.name = 'Silence'
  }
}

/** Ends a watch whose other end is gone. */
export type Watchdog = {
  /** Aborts with a WireFailure when nobody is there, with Silence when the stream is dead, with the outer signal's reason when that does. */
  readonly signal: AbortSignal
  heard(): void
  release(): void
}

type Parts = {
  readonly clock: Clock
  readonly outer: AbortSignal
  /** Throws when the API server does not answer. */
  readonly probe: () => Promise<void>
  /** Until what there is has come, silence means that the end mark will not come either. */
  readonly isBeginning: () => boolean
}

/**
 * A quiet watch is no dead watch, and HTTP/1.1 has no ping. So three things are looked at. A peer that vanished is
 * noticed by TCP keepalive: 30 s and ten probes a second apart, which the connection pool switches on. A server
 * that accepts and says nothing fails the question that is asked after 30 s of silence, within 10 s. And what keeps
 * a dead stream open between us and a healthy server is noticed when the bookmark of each minute stays away. That is
 * no failure: what has no watch cache (events) sends no bookmarks either.
 */
export function createWatchdog({ clock, outer, probe, isBeginning }: Parts): Watchdog {
  const controller = new AbortController()
  let heardAt = clock.monotonic()
  let askedAt = heardAt
  let cancelTick = clock.after(TICK_MS, tick)

  function tick(): void {
    const now = clock.monotonic()
    const quietMs = now - heardAt
    if (isBeginning() && quietMs >= QUIET_MS) return controller.abort(new WireFailure('late'))
    if (quietMs >= SILENT_MS) return controller.abort(new Silence())
    if (now - Math.max(heardAt, askedAt) >= QUIET_MS) {
      askedAt = now
      probe().catch((error: unknown) => controller.abort(error))
    }
    cancelTick = clock.after(TICK_MS, tick)
  }
  const end = () => controller.abort(outer.reason)
  if (outer.aborted) end()
  outer.addEventListener('abort', end, { once: true })
  return {
    signal: controller.signal,
    heard() {
      heardAt = clock.monotonic()
    },
    release() {
      cancelTick()
      outer.removeEventListener('abort', end)
    },
  }
}
