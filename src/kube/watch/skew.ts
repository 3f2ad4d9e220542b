import type { Clock } from '../../core/seams.ts'
import { surelyAhead } from '../../core/surely-ahead.ts'

/** How far two clocks are apart, as far as answers with a time of day tell. */
export type Skew = {
  measure<A extends { readonly at?: Date | undefined }>(ask: () => Promise<A>): Promise<A>
  /** Surely ahead by so many ms, of the last answer; below zero when behind. */
  ahead(): number | undefined
}

/** Measures with every answer that tells a time. */
export function createSkew(clock: Pick<Clock, 'now'>): Skew {
  let ahead: number | undefined
  return {
    async measure(ask) {
      const asked = clock.now().getTime()
      const answer = await ask()
      const there = answer.at?.getTime()
      if (there === undefined) return answer
      ahead = surelyAhead(there, { asked, answered: clock.now().getTime() })
      return answer
    },
    ahead: () => ahead,
  }
}
