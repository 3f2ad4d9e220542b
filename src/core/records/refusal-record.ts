import type { Actor } from '../actor.ts'
import type { AuditEntry } from '../audit.ts'
import { type DeckwatchError, DeniedError } from '../errors.ts'
import type { Plan } from '../plan.ts'
import type { ObjectRef } from '../resource.ts'
import { plain } from '../text.ts'
import { actorFacts, planFacts, targetFacts, verdictFacts } from './plan-facts.ts'

/** Something that somebody may not do: a change that was not begun, a vote that does not count. */
export type Refused = {
  readonly requestId: string
  /** Who was refused; the requester of `plan` may be somebody else. */
  readonly actor: Actor
  readonly command: string
  readonly cluster: string
  /** What it was about, as far as the road had come. */
  readonly plan?: Plan
  readonly about?: ObjectRef
  readonly error: DeckwatchError
}

/** Instead of intent and outcome. */
export function refusalRecord(refused: Refused, at: Date): AuditEntry {
  const { requestId, actor, command, cluster, plan, about, error } = refused
  const verdict = error instanceof DeniedError ? error.verdict : undefined
  return {
    ...(plan
      ? planFacts(plan, at)
      : { at: at.toISOString(), cluster, targets: about ? [targetFacts(about)] : [] }),
    request: requestId,
    command,
    actor: actorFacts(actor),
    kind: 'refusal',
    ...(verdict && { verdict: verdictFacts(verdict) }),
    outcome: { kind: error.code, why: plain(error.text) },
  }
}
