import { counter, histogram, type Meter } from '../../core/meter.ts'
import type { Clock } from '../../core/seams.ts'
import { SlackFailure } from './failure.ts'
import type { Web } from './web.ts'

/** Slack limits by method; those that it limits alike are one class. */
const CLASSES = ['post', 'edit', 'upload', 'dialog', 'read', 'connect', 'other'] as const
type Class = (typeof CLASSES)[number]

export const SLACK_CALLS = counter({
  name: 'deckwatch_slack_calls_total',
  help: 'Calls of Slack’s Web API by class of method; `limited` is a 429, `lost` no usable answer.',
  labels: { method: CLASSES, result: ['ok', 'refused', 'limited', 'lost', 'broken'] },
})

export const SLACK_CALL_DURATION = histogram({
  name: 'deckwatch_slack_call_duration_seconds',
  help: 'What a call of Slack’s Web API took, repetitions included.',
  labels: { method: CLASSES },
  buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
})

const CLASS_OF: Readonly<Record<string, Class>> = {
  'chat.postMessage': 'post',
  'chat.postEphemeral': 'post',
  'chat.update': 'edit',
  'files.upload': 'upload',
  'views.open': 'dialog',
  'apps.connections.open': 'connect',
}
const READS = /^(?:auth|conversations|usergroups|users)\./u

export const classOf = (method: string): Class =>
  CLASS_OF[method] ?? (READS.test(method) ? 'read' : 'other')

type Parts = { readonly meter: Meter; readonly clock: Clock }

/** The same calls, counted and timed. */
export function meteredWeb(web: Web, { meter, clock }: Parts): Web {
  const timed = async <T>(name: string, run: () => Promise<T>): Promise<T> => {
    const method = classOf(name)
    const from = clock.monotonic()
    const tell = (result: (typeof SLACK_CALLS.labels.result)[number]) => {
      meter.count(SLACK_CALLS, { method, result })
      meter.observe(SLACK_CALL_DURATION, { method }, (clock.monotonic() - from) / 1000)
    }
    try {
      const answer = await run()
      tell('ok')
      return answer
    } catch (error) {
      tell(error instanceof SlackFailure ? error.kind : 'broken')
      throw error
    }
  }
  return {
    call: (method, args, shape) => timed(method, () => web.call(method, args, shape)),
    upload: (file, to) => timed('files.upload', () => web.upload(file, to)),
  }
}
