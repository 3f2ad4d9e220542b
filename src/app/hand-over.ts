import type { Handover } from '../core/handover.ts'
import type { Clock, Log } from '../core/seams.ts'

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
  readonly clock: Clock
  readonly log: Log
}

/** Prepares every part, then lets all take over at once, then lets go of what was before. */
export async function handOver({ moves, lead, clock, log }: Moving): Promise<Followed> {
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
  for (const one of prepared) await logged(() => within(one.settle?.(), clock), log)
  return { what: prepared.flatMap(({ what }) => what) }
}

/** Longer than it may take to drain what is under way. */
const SETTLE_MS = 30_000

/** Nobody's change waits for a part that hangs. */
async function within(work: Promise<void> | undefined, clock: Clock): Promise<void> {
  const enough = new AbortController()
  const late = clock.sleep(SETTLE_MS, enough.signal).then(
    () => {
      throw new Error('it took too long')
    },
    () => undefined,
  )
  try {
    await Promise.race([work, late])
  } finally {
    enough.abort()
  }
}

async function logged(step: () => Promise<void> | undefined, log: Log): Promise<void> {
  try {
    await step()
  } catch (error) {
    log.error({ err: error }, 'a part could not let go of what it was before')
  }
}
