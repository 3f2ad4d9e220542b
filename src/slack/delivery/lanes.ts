import type { Clock } from '../../core/seams.ts'
import { createLane, type Lane } from './lane.ts'

export type Lanes = {
  laneOf(channel: string): Lane
  /** Resolves when nothing waits in any. */
  idle(): Promise<void>
}

/** Above this, channels where nothing waits are forgotten. */
const KEPT = 1_000

/** One lane per channel. */
export function createLanes(clock: Clock): Lanes {
  const lanes = new Map<string, Lane>()

  return {
    laneOf(channel) {
      const known = lanes.get(channel)
      if (known) return known
      if (lanes.size >= KEPT)
        for (const [id, lane] of lanes) if (lane.size() === 0) lanes.delete(id)
      const lane = createLane(clock)
      lanes.set(channel, lane)
      return lane
    },
    idle: async () => {
      await Promise.all([...lanes.values()].map((lane) => lane.idle()))
    },
  }
}
