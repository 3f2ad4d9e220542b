// Preloaded into the measured program (`node --import`): answers its parent's questions about the event loop.
import { monitorEventLoopDelay } from 'node:perf_hooks'

const RESOLUTION_MS = 1
const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
delays.enable()

process.on('message', (question) => {
  if (question === 'reset') delays.reset()
  // The monitor notes a pause only when its own timer fires after it.
  setTimeout(() => process.send?.(Math.max(0, delays.max / 1e6 - RESOLUTION_MS)), 10)
})
process.channel?.unref()
