import { cpus, totalmem } from 'node:os'
import type { Measurement } from './measurement.ts'
import { megabytes } from './percentile.ts'
import { printRows } from './print-rows.ts'

/** In this order; one after the other, so that none disturbs another. */
const MEASUREMENTS: readonly Measurement[] = []

const rows = []
for (const { name, measure } of MEASUREMENTS) {
  console.error(`measuring ${name} …`)
  rows.push(...(await measure()))
}
console.log(
  `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${megabytes(totalmem())}, Node ${process.version}\n`,
)
console.log(printRows(rows))
process.exit(rows.some((row) => row.met === false) ? 1 : 0)
