import { monitorEventLoopDelay, performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { POD_READERS } from './pod-readers.ts'

/** A program of its own: reads pods in one way, and prints what that cost as JSON. */
const [name = '', url = '', last = '', events = '0'] = process.argv.slice(2)
const read = POD_READERS[name]
if (!read) throw new Error(`no reader ${name}`)

const collect = () => globalThis.gc?.()
const pauses = monitorEventLoopDelay({ resolution: 1 })
const done = Promise.withResolvers<void>()
collect()
const empty = process.memoryUsage().heapUsed
pauses.enable()
const from = performance.now()
const count = await read(url, (version) => {
  if (version === last) done.resolve()
})
const listMs = performance.now() - from
await sleep(300)
const listPauseMs = pauses.max / 1e6
pauses.reset()
// Before the collection that the program itself would not ask for.
const listed = process.memoryUsage.rss()
collect()
const heapKept = process.memoryUsage().heapUsed - empty
const pods = count()
pauses.reset()

if (events === '0') done.resolve()
const cpu = process.cpuUsage()
const begun = performance.now()
const flooded = events === '0' ? undefined : fetch(`${url}/flood`)
await done.promise
const seconds = (performance.now() - begun) / 1000
const { user, system } = process.cpuUsage(cpu)
await flooded
console.log(
  JSON.stringify({
    pods,
    listMs,
    heapKept,
    listPauseMs,
    perSecond: Number(events) / seconds,
    cpuMicros: (user + system) / Math.max(1, Number(events)),
    pauseP99Ms: pauses.percentile(99) / 1e6,
    resident: Math.max(listed, process.memoryUsage.rss()),
  }),
)
process.exit(0)
