import { createWindow, minutesOf, type TimeWindow } from './time-window.ts'
import { createWallClock, MS_A_DAY } from './wall-clock.ts'

const MS_A_MINUTE = 60_000
const DAYS_AHEAD = 366

/**
 * When the last of the windows that hold one after the other from this moment on is over; undefined when that is not
 * within a year, or when none holds now.
 */
export function endOfWindows(windows: readonly TimeWindow[], at: Date): Date | undefined {
  const inside = windows.map(createWindow)
  const holds = (ms: number) => inside.some((window) => window(new Date(ms)))
  const now = at.getTime()
  if (!holds(now)) return undefined
  const edges = windows.map((window) => createEdges(window))
  let last = now
  for (let day = 0; day <= DAYS_AHEAD; day++) {
    const begin = now + day * MS_A_DAY
    const next = edges
      .flatMap((edgesNear) => edgesNear(begin))
      .filter((ms) => ms > last)
      .toSorted((a, b) => a - b)
    for (const ms of next) {
      if (!holds(ms)) return firstOutside(last, ms, holds)
      last = ms
    }
  }
  return undefined
}

/** The moments at which a window may open or close in the day that begins now. */
function createEdges({ zone, from = '00:00', to = '24:00' }: TimeWindow) {
  const read = createWallClock(zone)
  const minutes = [...new Set([0, minutesOf(from), minutesOf(to)])]
  const aheadOfUtc = (ms: number) => {
    const { day, minute } = read(new Date(ms))
    return day * MS_A_DAY + minute * MS_A_MINUTE - Math.floor(ms / MS_A_MINUTE) * MS_A_MINUTE
  }
  return (begin: number): readonly number[] => {
    const end = begin + MS_A_DAY
    // Two where the clock on the wall jumps in between.
    const offsets = new Set([aheadOfUtc(begin), aheadOfUtc(end)])
    const { day } = read(new Date(begin))
    return [day, day + 1].flatMap((wallDay) =>
      minutes.flatMap((minute) =>
        [...offsets]
          .map((offset) => wallDay * MS_A_DAY + minute * MS_A_MINUTE - offset)
          .filter((ms) => ms > begin && ms <= end),
      ),
    )
  }
}

/** A jump of the clock may close a window between two of its edges. */
function firstOutside(inside: number, outside: number, holds: (ms: number) => boolean): Date {
  let [low, high] = [inside, outside]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (holds(middle)) low = middle
    else high = middle
  }
  return new Date(high)
}
