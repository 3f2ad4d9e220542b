import type { AuditEntry, AuditRecord } from '../../core/audit.ts'
import type { Log } from '../../core/seams.ts'
import type { Trail } from '../../core/trail.ts'
import type { Store } from '../store.ts'
import { append } from './chain.ts'

/** The trail in the store; the log has a copy of each record, also of one that the store did not take. */
export function storeTrail(store: Store, { log }: { readonly log: Log }): Trail {
  return {
    keep: async (entry) => {
      try {
        const record = await store.use((db) => append(db, entry))
        logKept(log, record)
        return { seq: record.seq }
      } catch (error) {
        logLost(log, entry, error)
        throw error
      }
    },
  }
}

export function logKept(log: Log, { kind: audit, ...facts }: AuditRecord): void {
  log.record({ audit, ...facts }, 'audit record')
}

export function logLost(log: Log, { kind: audit, ...facts }: AuditEntry, error: unknown): void {
  log.error({ audit, ...facts, err: error }, 'audit record not kept')
}
