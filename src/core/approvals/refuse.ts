import { type DeckwatchError, UnavailableError } from '../errors.ts'
import type { HeldPlan } from '../held/held-plan.ts'
import { refusalRecord } from '../records/refusal-record.ts'
import type { Request } from '../request.ts'
import type { ApprovalParts } from './approval-parts.ts'

type Refusing = {
  readonly held: HeldPlan
  readonly request: Request
  /** What they tried. */
  readonly command: string
}

/** Puts on record that somebody tried what they may not, and throws. The refusal stands, recorded or not. */
export async function refuse(
  error: DeckwatchError,
  { held, request, command }: Refusing,
  { trail, clock, log }: Pick<ApprovalParts, 'trail' | 'clock' | 'log'>,
): Promise<never> {
  const { plan } = held
  const { id: requestId, actor } = request
  const refused = { requestId, actor, command, cluster: plan.cluster, plan, error }
  try {
    await trail.keep(refusalRecord(refused, clock.now()))
  } catch (failure) {
    if (!(failure instanceof UnavailableError)) throw failure
    log.error({ plan: plan.id, code: error.code, err: failure }, 'refusal not on record')
  }
  throw error
}
