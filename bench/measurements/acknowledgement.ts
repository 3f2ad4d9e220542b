import { channels, people } from '../../playground/slack/workspace.ts'
import { startField } from '../field/field.ts'
import { startProgram } from '../field/start-program.ts'
import { atRate } from '../harness/at-rate.ts'
import type { Row } from '../harness/measurement.ts'
import { milliseconds, percentile } from '../harness/percentile.ts'

/** How long Slack waits for the acknowledgement while the bot really works on every command. */
export async function measureAcknowledgement(seconds: number): Promise<readonly Row[]> {
  const field = await startField()
  const program = await startProgram(field)
  try {
    const missed: string[] = []
    const took = await atRate({ perSecond: 50, seconds }, async () => {
      const { acks } = await field.slack.driver.say(people.alice, channels.ops, '/k8s get nodes')
      for (const ack of acks) if (!ack.acked) missed.push(ack.reason)
    })
    const p99 = percentile(took, 0.99)
    const what = `acknowledgement, 50 commands/s for ${seconds} s`
    return [
      { what: `${what}, p50`, measured: milliseconds(percentile(took, 0.5)) },
      { what: `${what}, p99`, measured: milliseconds(p99), aim: '< 100 ms', met: p99 < 100 },
      { what: `${what}, longest`, measured: milliseconds(percentile(took, 1)) },
      {
        what: 'commands not acknowledged',
        measured: `${missed.length}`,
        aim: '0',
        met: missed.length === 0,
      },
    ]
  } finally {
    await program.stop()
    await field.stop()
  }
}
