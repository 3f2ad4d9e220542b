import { cpus, totalmem } from 'node:os'
import type { Measurement } from './harness/measurement.ts'
import { megabytes } from './harness/percentile.ts'
import { printRows } from './harness/print-rows.ts'
import { measureAcknowledgement } from './measurements/acknowledgement.ts'
import { measureGetPods } from './measurements/get-pods.ts'
import { measureLongList } from './measurements/long-list.ts'
import { measureStart } from './measurements/start.ts'

const [wanted] = process.argv.slice(2)

/** One after the other, so that none disturbs another. `npm run bench -- start` measures one. */
const MEASUREMENTS: readonly Measurement[] = [
  { name: 'start', measure: measureStart },
  { name: 'get-pods', measure: measureGetPods },
  { name: 'long-list', measure: measureLongList },
  { name: 'acknowledgement', measure: () => measureAcknowledgement(60) },
]

const rows = []
for (const { name, measure } of MEASUREMENTS) {
  if (wanted !== undefined && wanted !== name) continue
  console.error(`measuring ${name} …`)
  rows.push(...(await measure()))
}
const [cpu] = cpus()
console.log(
  `${cpus().length} × ${cpu?.model ?? 'unknown'}, ${megabytes(totalmem())}, Node ${process.version}\n`,
)
console.log(printRows(rows))
process.exit(rows.some((row) => row.met === false) ? 1 : 0)
