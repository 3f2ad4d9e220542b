import type { Clock } from '../../core/seams.ts'

/** How far two clocks are apart, as far as answers with a time of day tell. */
export type Skew = {
  measure<A extends { readonly at?: Date | undefined }>(ask: () => Promise<A>): Promise<A>
  /** Surely ahead by so many ms, of the last answer; below zero when behind. */
  ahead(): number | undefined
}

/** The header names whole seconds, rounded down: https://www.rfc-editor.org/rfc/rfc9110#section-6.6.1 */
const ROUNDED_MS = 1000

/** The other side wrote its time between our question and its answer: what lies outside of that is skew, not latency. */
export function createSkew(clock: Pick<Clock, 'now'>): Skew {
  let ahead: number | undefined
  return {
    async measure(ask) {
      const asked = clock.now().getTime()
      const answer = await ask()
      const there = answer.at?.getTime()
      if (there === undefined) return answer
      const answered = clock.now().getTime()
      const surelyAhead = Math.max(asked - (there + ROUNDED_MS), 0)
      ahead = surelyAhead > 0 ? surelyAhead : Math.min(answered - there, 0)
      return answer
    },
    ahead: () => ahead,
  }
}
