import { randomUUID } from 'node:crypto'
import type { Clock } from '../../core/seams.ts'
import { isPassing } from '../store-error.ts'
import type { Store } from '../store.ts'
import { type Made, makeStep, type Making } from './make-step.ts'

/** So often, and for so long, is a step tried whose connection was lost, or that others were in the way of. */
const ATTEMPTS = 4
const PATIENCE_MS = 10_000

/** Makes a step, and again where a connection was lost on the way. */
export function keepStep<R>(store: Store, making: Making<R>, clock: Clock): Promise<Made<R>> {
  // The same for all attempts: one whose answer was lost is recognised by the next.
  const id = randomUUID()
  return store.use((db) =>
    insist(clock, (isAgain) => makeStep(db, making, { id, at: clock.now(), isAgain })),
  )
}

/** A connection may be lost between a commit and its answer: only trying again tells which of the two it was. */
async function insist<T>(clock: Clock, attempt: (isAgain: boolean) => Promise<T>): Promise<T> {
  const from = clock.monotonic()
  for (let left = ATTEMPTS - 1; ; left--) {
    try {
      return await attempt(left < ATTEMPTS - 1)
    } catch (error) {
      const isOver = left === 0 || clock.monotonic() - from > PATIENCE_MS
      if (isOver || !isPassing(error)) throw error
    }
  }
}
