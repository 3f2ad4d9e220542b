import {
  BrokenCircuitError,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhen,
} from 'cockatiel'
import type { Log } from '../../core/seams.ts'
import { HttpFailure, WireFailure } from './failure.ts'

const FAILURES = 5
const REST_MS = 10_000

/** After five answers in a row that never came, one call in ten seconds may try; the others fail at once. */
export type Breaker = {
  run<T>(task: () => Promise<T>): Promise<T>
  /** They fail at once now. */
  isOpen(): boolean
}

export function createBreaker(log: Log): Breaker {
  const policy = circuitBreaker(handleWhen(isOutage), {
    breaker: new ConsecutiveBreaker(FAILURES),
    halfOpenAfter: REST_MS,
  })
  policy.onBreak(() =>
    log.warn({ restMs: REST_MS }, 'the cluster does not answer, calls are held back'),
  )
  policy.onReset(() => log.info({}, 'the cluster answers again'))
  return {
    isOpen: () => policy.state === CircuitState.Open,
    async run(task) {
      try {
        return await policy.execute(task)
      } catch (error) {
        throw error instanceof BrokenCircuitError ? new WireFailure('circuit-open') : error
      }
    },
  }
}

/** The API server is away. A Status means that it is there, whatever it says. */
function isOutage(error: unknown): boolean {
  if (error instanceof HttpFailure) return error.statusCode >= 502 && !error.status
  return error instanceof WireFailure && ['not-sent', 'lost', 'late'].includes(error.problem)
}
