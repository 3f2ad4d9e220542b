import { setTimeout as sleep } from 'node:timers/promises'
import { channels as sample } from '../../playground/slack/workspace.ts'
import { fillWithDeployments } from '../field/deployments.ts'
import { type Field, startField } from '../field/field.ts'
import { startProgram } from '../field/start-program.ts'
import type { Row } from '../harness/measurement.ts'
import { milliseconds, percentile } from '../harness/percentile.ts'

const CHANNELS = 20
const FAILURES = 100
const PER_SECOND = 4
/** The first list of everything, and nothing to be told of it. */
const SETTLE_MS = 3_000
/** Nobody waits longer for a message. */
const PATIENCE_MS = 10_000

/**
 * From the failure of a pod, as the admin writes it to the API server, to the message at Slack: the whole bot as it
 * ships. Each failure is of another deployment, and they take turns among many channels, each at its own time: Slack
 * takes one message a second in a channel, and more than ten new incidents in five minutes would be one digest.
 */
export async function measureFailureToMessage(): Promise<readonly Row[]> {
  const field = await startField(undefined, notifications())
  try {
    for (const { id, name } of alarmChannels())
      field.slack.world.channels.set(id, { ...sample.ops, id, name })
    const took = await run(field)
    const p99 = percentile(took, 0.99)
    const what = `a pod’s failure to the message at Slack, ${FAILURES} at ${PER_SECOND}/s in ${CHANNELS} channels`
    return [
      { what: `${what}, p50`, measured: milliseconds(percentile(took, 0.5)) },
      { what: `${what}, p99`, measured: milliseconds(p99), aim: '< 1 s', met: p99 < 1000 },
      { what: 'the same, longest', measured: milliseconds(percentile(took, 1)) },
    ]
  } finally {
    await field.stop()
  }
}

const alarmChannels = () =>
  Array.from({ length: CHANNELS }, (_, index) => ({
    id: `C0BENCH${String(index).padStart(3, '0')}`,
    name: `alarms-${index}`,
  }))

/** Deployments take turns among the channels by the label that they are routed by. */
const notifications = () => `
notifications:
  channel: ${sample.ops.id}
  routes:
${alarmChannels()
  .map(({ id, name }) => `    - { labels: { alarms: ${name} }, channel: ${id} }`)
  .join('\n')}
`

async function run(field: Field): Promise<readonly number[]> {
  const deployments = await fillWithDeployments(field, FAILURES, (index) => ({
    alarms: alarmChannels()[index % CHANNELS]?.name ?? '',
  }))
  const program = await startProgram(field)
  const arrivals = new Map<string, number>()
  const stop = field.slack.onChange((change) => {
    if (change.change !== 'message') return
    const [name] = /service-\d{3}/.exec(JSON.stringify(change.message)) ?? []
    if (name !== undefined && !arrivals.has(name)) arrivals.set(name, performance.now())
  })
  try {
    await sleep(SETTLE_MS)
    const failed = []
    const from = performance.now()
    for (let index = 0; index < FAILURES; index++) {
      await sleep(Math.max(0, from + (index * 1000) / PER_SECOND - performance.now()))
      failed.push(await deployments.crash(index))
    }
    const patience = performance.now() + PATIENCE_MS
    while (arrivals.size < FAILURES && performance.now() < patience) await sleep(20)
    // What never arrived counts as long as it was waited for: it must show.
    return failed.map(({ name, at }) => (arrivals.get(name) ?? performance.now()) - at)
  } finally {
    stop()
    await program.stop()
  }
}
