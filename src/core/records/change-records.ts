import type { AuditEntry } from '../audit.ts'
import type { HeldPlan } from '../held/held-plan.ts'
import type { Outcome } from '../outcome.ts'
import { plain } from '../text.ts'
import { changeFacts, planFacts, verdictFacts } from './plan-facts.ts'
import { voteFacts } from './vote-facts.ts'

/** Before anything is sent: what, who, and what let it pass. */
export function intentRecord({ plan, verdict, votes, review }: HeldPlan, at: Date): AuditEntry {
  return {
    ...planFacts(plan, at),
    kind: 'intent',
    verdict: verdictFacts(verdict),
    changes: changeFacts(plan),
    ...(votes.length > 0 && { votes: votes.map(voteFacts) }),
    ...(review && { breakGlass: true }),
  }
}

export type Ended = {
  readonly outcome: Outcome
  readonly auditIds: readonly string[]
  /** The message that tells it. */
  readonly permalink: string | undefined
}

/** How it ended. */
export function outcomeRecord({ plan, review }: HeldPlan, ended: Ended, at: Date): AuditEntry {
  const { outcome, auditIds, permalink } = ended
  const why = whyOf(outcome)
  return {
    ...planFacts(plan, at),
    kind: 'outcome',
    outcome: { kind: outcome.kind, ...(why !== '' && { why }) },
    auditIds: [...auditIds],
    ...(permalink !== undefined && { permalink }),
    ...(review && { breakGlass: true }),
  }
}

/** In words that can be kept: an outcome itself holds errors. */
export function whyOf(outcome: Outcome): string {
  if ('why' in outcome) return plain(outcome.why)
  if ('error' in outcome) return `${outcome.error.code}: ${plain(outcome.error.text)}`
  return 'reasons' in outcome ? outcome.reasons.map(plain).join('; ') : ''
}
