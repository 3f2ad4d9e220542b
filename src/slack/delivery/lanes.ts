import type { Clock } from '../../core/seams.ts'
import { createLane, type Lane } from './lane.ts'

/** Above this, channels where nothing waits are forgotten. */
const KEPT = 1_000

/** One lane per channel, made when first asked for. */
export function createLanes(clock: Clock): (channel: string) => Lane {
  const lanes = new Map<string, Lane>()

  return (channel) => {
    const known = lanes.get(channel)
    if (known) return known
    if (lanes.size >= KEPT) for (const [id, lane] of lanes) if (lane.size() === 0) lanes.delete(id)
    const lane = createLane(clock)
    lanes.set(channel, lane)
    return lane
  }
}
