import type { AuditEntry } from '../../core/audit.ts'
import type { Clock, Log } from '../../core/seams.ts'
import type { Recorded, Trail } from '../../core/trail.ts'
import type { Store } from '../store.ts'
import { append } from './chain.ts'
import { intentEntry, outcomeEntry, refusalEntry } from './entries.ts'

/** The trail in the store; the log has a copy of each record, also of one that the store did not take. */
export function storeTrail(
  store: Store,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): Trail {
  const keep = async (entry: AuditEntry): Promise<Recorded> => {
    const { kind: audit, ...facts } = entry
    try {
      const { seq, hash } = await store.use((db) => append(db, entry))
      log.info({ audit, ...facts, seq, hash }, 'audit record')
      return { seq }
    } catch (error) {
      log.error({ audit, ...facts, err: error }, 'audit record not kept')
      throw error
    }
  }
  return {
    intent: (plan, verdict) => keep(intentEntry(plan, verdict, clock.now())),
    outcome: (plan, outcome, auditIds) =>
      keep(outcomeEntry(plan, { outcome, auditIds }, clock.now())),
    refusal: (refused) => keep(refusalEntry(refused, clock.now())),
  }
}
