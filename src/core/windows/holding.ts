import { createWindow, type TimeWindow } from './time-window.ts'
import { endOfWindows } from './window-end.ts'

const A_DAY = 86_400_000

/** Whether one of several windows holds at a moment, and until when as far as that is within a year. */
export type Holding = (at: Date) => { readonly until?: Date } | undefined

export function createHolding(windows: readonly TimeWindow[]): Holding {
  const inside = windows.map(createWindow)
  const endAfter = remembered((at) => endOfWindows(windows, at))
  return (at) => {
    if (!inside.some((window) => window(at))) return undefined
    const until = endAfter(at)
    return until ? { until } : {}
  }
}

/** The end stays the end until it comes; a year without one is looked at again the next day. */
function remembered(find: (at: Date) => Date | undefined): (at: Date) => Date | undefined {
  let known: { readonly from: number; readonly to: number; readonly until: Date | undefined } = {
    from: 0,
    to: 0,
    until: undefined,
  }
  return (at) => {
    const now = at.getTime()
    if (now >= known.from && now < known.to) return known.until
    const until = find(at)
    known = { from: now, to: until?.getTime() ?? now + A_DAY, until }
    return until
  }
}
