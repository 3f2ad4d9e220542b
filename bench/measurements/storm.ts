import { startCluster } from '../../playground/cluster/cluster.ts'
import { channels, people } from '../../playground/slack/workspace.ts'
import { createAdmin } from '../field/admin.ts'
import { startField, type Field } from '../field/field.ts'
import { podStorm } from '../field/pod-storm.ts'
import { startProgram } from '../field/start-program.ts'
import { atRate } from '../harness/at-rate.ts'
import type { Row } from '../harness/measurement.ts'
import { megabytes, milliseconds, percentile } from '../harness/percentile.ts'
import { residentMemory } from '../harness/resident-memory.ts'

const PODS = 5000
const ROUNDS = 10
const SECONDS = 60
const PER_SECOND = 5
/** Until then it grows: 5 000 pods and as many incidents are kept. */
const GROWN_MS = 40_000

/** 5 000 pods, each of an owner of its own, crash again and again within a minute, while people type commands. */
export async function measureStorm(): Promise<readonly Row[]> {
  const cluster = await startCluster({ seed: 'bare' })
  const storm = await podStorm(cluster)
  const arena = {
    about: 'the embedded API server',
    admin: createAdmin({ url: cluster.url, token: cluster.tokens.admin, tls: {} }),
    kubeconfig: (as: 'bot' | 'admin') => cluster.kubeconfig(as).replaceAll(cluster.url, storm.url),
    stop: async () => {
      await storm.stop()
      await cluster.stop()
    },
  }
  const field = await startField(arena, `notifications: { channel: ${channels.ops.id} }\n`)
  try {
    return rowsOf(await weather(field, () => storm.rage(PODS, ROUNDS, SECONDS * 1000)))
  } finally {
    await field.stop()
  }
}

type Weather = {
  readonly took: readonly number[]
  readonly unheard: number
  readonly sent: number
  readonly messages: number
  readonly grown: number
  readonly after: number
}

async function weather(field: Field, rage: () => Promise<void>): Promise<Weather> {
  const program = await startProgram(field)
  let sent = 0
  let unheard = 0
  const stop = field.slack.onChange((change) => {
    if (change.change !== 'traffic') return
    const { name, sent: fields } = change.entry
    const isTold = /^chat\.(?:postMessage|update)$/.test(name)
    if (isTold && JSON.stringify(fields).includes(channels.ops.id)) sent += 1
  })
  try {
    const grown = new Promise<number>((resolve) => {
      setTimeout(() => resolve(residentMemory(program.pid)), GROWN_MS)
    })
    const [took] = await Promise.all([
      atRate({ perSecond: PER_SECOND, seconds: SECONDS }, async () => {
        const { acks } = await field.slack.driver.say(people.alice, channels.shop, '/k8s version')
        unheard += acks.filter(({ acked }) => !acked).length
      }),
      rage(),
    ])
    const after = residentMemory(program.pid)
    const all = field.slack.world.messages.all()
    const messages = all.filter(({ channelId }) => channelId === channels.ops.id).length
    return { took, unheard, sent, messages, grown: await grown, after }
  } finally {
    stop()
    await program.stop()
  }
}

function rowsOf({ took, unheard, sent, messages, grown, after }: Weather): readonly Row[] {
  const what = `storm of ${PODS} crashing pods, ${PODS * ROUNDS} events in ${SECONDS} s`
  const p99 = percentile(took, 0.99)
  return [
    { what: `${what}: messages`, measured: `${messages}`, aim: '≤ 10', met: messages <= 10 },
    {
      what: 'the same: messages and edits sent',
      measured: `${sent}`,
      aim: `≤ ${SECONDS}`,
      met: sent <= SECONDS,
    },
    {
      what: 'the same: acknowledgement, p99',
      measured: milliseconds(p99),
      aim: '< 100 ms',
      met: p99 < 100,
    },
    { what: 'the same: acknowledgement, longest', measured: milliseconds(percentile(took, 1)) },
    {
      what: 'the same: not acknowledged',
      measured: `${unheard}`,
      aim: '0',
      met: unheard === 0,
    },
    { what: 'the same: resident after 40 s', measured: megabytes(grown) },
    {
      what: 'the same: resident at its end',
      measured: megabytes(after),
      aim: '+ 10 % at most',
      met: after <= grown * 1.1,
    },
  ]
}
