import { bounded, counter, histogram, type Meter } from '../../core/meter.ts'
import type { Clock } from '../../core/seams.ts'
import { HttpFailure } from './failure.ts'
import type { SignedExchange } from './signed-exchange.ts'

const VERBS = ['get', 'list', 'watch', 'create', 'patch', 'update', 'delete', 'other'] as const
type Verb = (typeof VERBS)[number]

/** The codes that say something by themselves, and the rest by their first digit; `none`: no answer came. */
const STATUSES = ['2xx', '401', '403', '404', '409', '410', '429', '4xx', '5xx', 'none'] as const
type Status = (typeof STATUSES)[number]

const cluster = bounded('the clusters that are configured')

export const CALLS = counter({
  name: 'deckwatch_kubernetes_calls_total',
  help: 'Calls to API servers, each attempt, in people’s names and in the bot’s own; 429 is the server throttling.',
  labels: { cluster, verb: VERBS, status: STATUSES },
})

export const CALL_DURATION = histogram({
  name: 'deckwatch_kubernetes_call_duration_seconds',
  help: 'Until the API server began to answer; of a watch, until it took it.',
  labels: { cluster, verb: VERBS },
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 15],
})

type Parts = { readonly clock: Clock; readonly meter: Meter; readonly cluster: string }

/** Counts every attempt and what it took. */
export function createMeteredExchange(exchange: SignedExchange, parts: Parts): SignedExchange {
  const { clock, meter, cluster: name } = parts
  return async (trip) => {
    const verb = verbOf(trip.call.about.verb)
    const from = clock.monotonic()
    const tell = (status: Status) => {
      meter.count(CALLS, { cluster: name, verb, status })
      meter.observe(CALL_DURATION, { cluster: name, verb }, (clock.monotonic() - from) / 1000)
    }
    try {
      const answer = await exchange(trip)
      tell('2xx')
      return answer
    } catch (error) {
      tell(error instanceof HttpFailure ? statusOf(error.statusCode) : 'none')
      throw error
    }
  }
}

const verbOf = (verb: string): Verb => VERBS.find((one) => one === verb) ?? 'other'

function statusOf(code: number): Status {
  const exact = STATUSES.find((one) => one === String(code))
  return exact ?? (code >= 500 ? '5xx' : '4xx')
}
