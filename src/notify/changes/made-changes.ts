import type { AuditedChange, AuditLog, AuditQuery } from '../../core/audit.ts'
import { UnavailableError } from '../../core/errors.ts'
import type { SeenChange } from '../../core/incidents/seen-change.ts'

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

/** A write is seen soon after its intent. */
const SOON_MS = 10 * 60_000

/** Whether what was seen is what the trail says was sent, and when. Anybody may write under the bot's name. */
export function isMadeBy(
  { changes, at }: SeenChange,
  { record, later = [] }: AuditedChange,
): boolean {
  const intent = [record, ...later].find(({ kind }) => kind === 'intent')
  if (!intent || at.getTime() - Date.parse(intent.at) > SOON_MS) return false
  const sent = intent.changes ?? record.changes ?? []
  return changes.every(({ field, after }) =>
    sent.some((one) => one.field === field && one.after === after),
  )
}
