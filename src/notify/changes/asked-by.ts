import type { AuditLog } from '../../core/audit.ts'
import type { SeenChange } from '../../core/incidents/seen-change.ts'
import { isMadeBy, madeChanges } from './made-changes.ts'

/** The bot's own field manager. */
const OURS = 'deckwatch'
/** A plan may have waited for its approvals. */
const SINCE_MS = 24 * 3_600_000

/**
 * Who asked the bot for a change that it made, by Slack id; undefined where it was not the bot or nobody knows. Anybody
 * may write under the bot's name: it has to be what the trail says, and when.
 */
export async function askedBy(change: SeenChange, audit: AuditLog): Promise<string | undefined> {
  const { by = '', at, cluster, about } = change
  if (!by.split(' and ').includes(OURS)) return undefined
  const { group, resource, namespace, name } = about
  const object = { group, resource, name, ...(namespace !== undefined && { namespace }) }
  const since = new Date(at.getTime() - SINCE_MS)
  const made = await madeChanges(audit, { cluster, object, since, limit: 20 })
  return made.find((one) => isMadeBy(change, one))?.record.actor.userId
}
