import { randomUUID } from 'node:crypto'
import type { Clock } from '../../core/seams.ts'
import { isPassing } from '../store-error.ts'
import type { Store } from '../store.ts'
import { type Made, makeStep, type Making } from './make-step.ts'

/** So often is a step tried whose connection was lost, or that others were in the way of. */
const ATTEMPTS = 4

/** Makes a step, and again where a connection was lost on the way. */
export function keepStep<R>(store: Store, making: Making<R>, clock: Clock): Promise<Made<R>> {
  // The same for all attempts: one whose answer was lost is recognised by the next.
  const id = randomUUID()
  return store.use((db) => insist(() => makeStep(db, making, { id, at: clock.now() })))
}

/** A connection may be lost between a commit and its answer: only trying again tells which of the two it was. */
async function insist<T>(attempt: () => Promise<T>): Promise<T> {
  for (let left = ATTEMPTS - 1; ; left--) {
    try {
      return await attempt()
    } catch (error) {
      if (left === 0 || !isPassing(error)) throw error
    }
  }
}
