import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'

const RESOLUTION_MS = 1

/** The longest time in milliseconds that the event loop did not turn while `work` ran. */
export async function longestPause<T>(
  work: () => Promise<T>,
): Promise<{ pauseMs: number; result: T }> {
  const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
  delays.enable()
  await sleep(20)
  delays.reset()
  // After a reset the monitor needs one turn of the loop to measure the next from.
  await sleep(RESOLUTION_MS * 5)
  const result = await work()
  // The monitor notes a pause only when its own timer fires after it.
  await sleep(RESOLUTION_MS * 5)
  delays.disable()
  return { pauseMs: Math.max(0, delays.max / 1e6 - RESOLUTION_MS), result }
}
