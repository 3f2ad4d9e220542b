import { randomBytes } from 'node:crypto'
import { performance } from 'node:perf_hooks'
import { type Meter, noMeter } from '../core/meter.ts'
import type { Clock, Ids, Log, Seams } from '../core/seams.ts'
import { noTracer, type Tracer } from '../core/tracer.ts'

/** What else is told to whom; nobody by default. */
type Told = { readonly meter?: Meter | undefined; readonly tracer?: Tracer }

/** The real world: this machine's time and chance, and the given log. */
export function systemSeams(log: Log, { meter = noMeter, tracer = noTracer }: Told = {}): Seams {
  return { clock: systemClock, ids: systemIds, log, meter, tracer }
}

// Node fires a longer timer at once: https://nodejs.org/api/timers.html#settimeoutcallback-delay-args
const LONGEST_TIMER = 2 ** 31 - 1

export const systemClock: Clock = {
  now: () => new Date(),
  monotonic: () => performance.now(),
  sleep,
  after(ms, run) {
    const timer = setTimeout(run, Math.min(ms, LONGEST_TIMER))
    timer.unref()
    return () => clearTimeout(timer)
  },
}

function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(reasonOf(signal))
    const abort = () => {
      clearTimeout(timer)
      reject(reasonOf(signal))
    }
    const timer = setTimeout(
      () => {
        signal?.removeEventListener('abort', abort)
        resolve()
      },
      Math.min(ms, LONGEST_TIMER),
    )
    signal?.addEventListener('abort', abort, { once: true })
  })
}

function reasonOf(signal: AbortSignal | undefined): Error {
  const reason: unknown = signal?.reason
  return reason instanceof Error ? reason : new Error('Aborted', { cause: reason })
}

// Crockford's alphabet: no letter that is mistaken for a digit when read aloud.
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'

export const systemIds: Ids = {
  short() {
    return Array.from(randomBytes(8), (byte) => ALPHABET[byte % 32] ?? '').join('')
  },
  opaque: () => randomBytes(16).toString('base64url'),
}
