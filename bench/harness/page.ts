import { cpus, getPriority, loadavg, totalmem } from 'node:os'
import type { Row } from './measurement.ts'
import { megabytes } from './percentile.ts'
import { printRows } from './print-rows.ts'

/** The machine in words, without its name: how fast it is, and how busy it was before we began. */
export function describeMachine(): string {
  const [cpu] = cpus()
  const [load = 0] = loadavg()
  const model = cpu?.model ?? 'unknown'
  const priority = getPriority() === 0 ? '' : `, run at nice ${getPriority()}`
  return `${cpus().length} × ${model}, ${megabytes(totalmem())}, Node ${process.version}, load average ${load.toFixed(1)} at the start${priority}`
}

const PODS_EXPLAINED = [
  'keeping up with pods of about 8 kB, each reader a process of its own on the same server, in turns; medians.',
  '_Plain parsing_ reads the socket, splits lines and runs `JSON.parse` into a map: the least that anybody does who keeps whole objects.',
  'Every event changes something that detectors read, and counts once they have looked at it.',
  'CPU counts all threads, the garbage collector’s too.',
  'Resident memory is the larger of after the list and after the events, with the flags of Node and the settings of the allocator that the image uses, for all readers.',
  'Where a server offers it (Kubernetes 1.34) the list comes as the beginning of the watch, elsewhere in pages of 500; both are measured.',
].join(' ')

/** docs/benchmarks.md, written by the run that measured it. */
export const benchmarksPage = (machine: string, rows: readonly Row[]): string => `# Benchmarks

Measured by \`npm run bench\`, which wrote this page: the bundle as it ships, as a process of its own, with an embedded Slack on the real wire protocols. One run on one machine: ${machine}. It was also running what it measured against.

${printRows(rows)}

- **Acknowledgement**: from the slash command's payload to the bot's acknowledgement, as Slack would see it; every command is really run. Sent at a steady rate however long answers take, and counted from when each was due.
- **get pods**: from Enter to the answer in the channel, with the policy and the cluster's own access review before it. kubectl starts as a process each time, without either, with the same rights to read.
- **Start**: from the start of the process until it is connected to Slack and has proven itself to the cluster. Memory half a second later, as Linux counts resident pages. _All parts_ are notifications with all detectors and the feed of changes, Alertmanager’s webhook, the dead man’s switch, checkpoints of the audit trail, health and metrics; the configurations take turns.
- **Pause**: the longest time in which the bot could do nothing else, from the command to the file with all rows.
- **Road overhead**: what Deckwatch itself takes between the slash command and the arrival of its write at the API server: everything but the time in which that answered reads. It is policy, plan, access review, and the intent on the audit trail, durable on the disk before anything is sent. After 50 changes to warm up; each begins while the rollout of the one before is still followed.
- **Decisions**: 8 who decide at once, each on plans of their own. A decision is one transaction: the plan's next state, its vote and decision on the audit trail, the card to be edited; durable on the disk before it counts.
- **Verify**: the whole chain, every hash computed anew, and what records are found by compared with what they say. It is linear: a page of records at a time.
- **Watch**: ${PODS_EXPLAINED}
- **Failure to message**: from just before a pod’s status is written to the API server until the message is at Slack, the whole bot between: watch, detector, incident, store, delivery. The detector has no hold. Up to a fifth of a second of it is the bot waiting whether more comes that belongs together. The failures are of separate deployments and take turns among the channels, so that it is not Slack’s one message a second in a channel that is measured.
- **Storm**: each pod has an owner of its own, so nothing collapses by itself. Commands are typed five times a second meanwhile; memory is of the bot’s process, resident pages.

\`npm run bench\` takes about eight minutes; \`npm run bench -- start\` measures one part (\`start\`, \`get-pods\`, \`long-list\`, \`road-overhead\`, \`decisions\`, \`verify\`, \`watch\`, \`failure-to-message\`, \`storm\`, \`acknowledgement\`) and writes nothing. The comparison with kubectl needs kubectl and openssl; \`DECKWATCH_E2E_KUBECONFIG\`, a kubeconfig with the contexts \`admin\` and \`bot\`, lets it use that cluster.
`
