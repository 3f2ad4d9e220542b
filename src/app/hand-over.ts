import type { Handover } from '../core/handover.ts'
import type { Log } from '../core/seams.ts'

/** What came of a changed setup. */
export type Followed = {
  /** What was done, for people. */
  readonly what: readonly string[]
}

type Moving = {
  /** Each prepares its part; undefined where nothing changes for it. */
  readonly moves: readonly (() => Promise<Handover | undefined>)[]
  /** All parts have taken over. Cannot fail. */
  readonly lead: () => void
  readonly log: Log
}

/** Prepares every part, then lets all take over at once, then lets go of what was before. */
export async function handOver({ moves, lead, log }: Moving): Promise<Followed> {
  const prepared: Handover[] = []
  try {
    for (const prepare of moves) {
      const handover = await prepare()
      if (handover) prepared.push(handover)
    }
  } catch (error) {
    for (const one of prepared.toReversed()) await logged(() => one.abandon?.(), log)
    throw error
  }
  for (const { commit } of prepared) commit()
  lead()
  for (const one of prepared) await logged(() => one.settle?.(), log)
  return { what: prepared.flatMap(({ what }) => what) }
}

async function logged(step: () => Promise<void> | undefined, log: Log): Promise<void> {
  try {
    await step()
  } catch (error) {
    log.error({ err: error }, 'a part could not let go of what it was before')
  }
}
