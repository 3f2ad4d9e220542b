import type { AuditedChange, AuditLog, AuditQuery } from '../../core/audit.ts'
import { UnavailableError } from '../../core/errors.ts'

/** Changes that were written to the cluster, not only asked for. While the store is away: none, it is told without. */
export async function madeChanges(
  audit: AuditLog,
  query: AuditQuery,
): Promise<readonly AuditedChange[]> {
  try {
    return (await audit.find(query)).filter(wasMade)
  } catch (error) {
    if (error instanceof UnavailableError) return []
    throw error
  }
}

const wasMade = ({ record, decision, ended }: AuditedChange): boolean =>
  record.kind === 'intent' || ended !== undefined || decision?.decision === 'approved'
