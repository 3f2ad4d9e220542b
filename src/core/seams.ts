import type { Meter } from './meter.ts'
import type { Tracer } from './tracer.ts'

/** What a test may replace. Everything else is real in production and in tests alike. */
export type Seams = {
  readonly clock: Clock
  readonly ids: Ids
  readonly log: Log
  readonly meter: Meter
  readonly tracer: Tracer
}

/** Time. `now` is wall time for people; `monotonic` (milliseconds) is for measuring and never jumps. */
export type Clock = {
  now(): Date
  monotonic(): number
  /** Resolves after `ms`, or rejects with the signal's reason when aborted first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
  /** Calls `run` once after `ms` unless cancelled; never keeps the process alive. */
  after(ms: number, run: () => void): () => void
}

/** Opaque, unguessable ids. `short` is for people to read aloud (8 characters); `opaque` is for buttons. */
export type Ids = {
  short(): string
  opaque(): string
}

type Facts = Readonly<Record<string, unknown>>

/** Constant message, facts as fields. Never a token, never message text. */
export type Log = {
  debug(facts: Facts, message: string): void
  info(facts: Facts, message: string): void
  warn(facts: Facts, message: string): void
  error(facts: Facts, message: string): void
  /** Written whatever the level: what must be on standard output in any case. */
  record(facts: Facts, message: string): void
  child(facts: Facts): Log
}
