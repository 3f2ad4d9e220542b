import { writeFileSync } from 'node:fs'
import type { Measurement } from './harness/measurement.ts'
import { benchmarksPage, describeMachine } from './harness/page.ts'
import { printRows } from './harness/print-rows.ts'
import { measureAcknowledgement } from './measurements/acknowledgement.ts'
import { measureFailureToMessage } from './measurements/failure-to-message.ts'
import { measureGetPods } from './measurements/get-pods.ts'
import { measureLongList } from './measurements/long-list.ts'
import { measureRoadOverhead } from './measurements/road-overhead.ts'
import { measureDecisions } from './measurements/decisions.ts'
import { measureMetrics } from './measurements/telemetry.ts'
import { measureTracing } from './measurements/tracing.ts'
import { measureVerify } from './measurements/verify.ts'
import { measureStart } from './measurements/start.ts'
import { measureStorm } from './measurements/storm.ts'
import { measureWatch } from './measurements/watch.ts'

const PAGE = 'docs/benchmarks.md'
const [wanted] = process.argv.slice(2)
const kubeconfig = process.env['DECKWATCH_E2E_KUBECONFIG'] || undefined

/** One after the other, so that none disturbs another. */
const MEASUREMENTS: readonly Measurement[] = [
  { name: 'start', measure: measureStart },
  { name: 'get-pods', measure: () => measureGetPods(kubeconfig) },
  { name: 'long-list', measure: measureLongList },
  { name: 'road-overhead', measure: measureRoadOverhead },
  { name: 'metrics', measure: measureMetrics },
  { name: 'tracing', measure: measureTracing },
  { name: 'decisions', measure: measureDecisions },
  { name: 'verify', measure: measureVerify },
  { name: 'watch', measure: measureWatch },
  { name: 'failure-to-message', measure: measureFailureToMessage },
  { name: 'storm', measure: measureStorm },
  { name: 'acknowledgement', measure: () => measureAcknowledgement(60) },
]

const machine = describeMachine()
const rows = []
for (const { name, measure } of MEASUREMENTS) {
  if (wanted !== undefined && wanted !== name) continue
  console.error(`measuring ${name} …`)
  rows.push(...(await measure()))
}
console.log(`${machine}\n\n${printRows(rows)}`)
if (wanted === undefined) {
  writeFileSync(PAGE, benchmarksPage(machine, rows))
  console.log(`\nwritten to ${PAGE}`)
}
// A missed aim is a result, not a failure; idle sockets must not keep it alive.
process.exit(0)
