import { isMadeBy, madeChanges } from '../changes/made-changes.ts'
import type { LateChange } from './late-change.ts'
import type { AuditedChange, AuditLog } from '../../core/audit.ts'
import type { Incident } from '../../core/incidents/incident.ts'
import type { SeenChange, SeenChanges } from '../../core/incidents/seen-change.ts'
import { code, text, time, user } from '../../core/text.ts'
import type { Look } from '../../core/watched.ts'
import { newRevision } from './new-revision.ts'

type Parts = {
  readonly changes: SeenChanges
  readonly audit: AuditLog
  readonly look: Look | undefined
}

/** Of each kind of source; the newest say most. */
const SHOWN = 5
const FIELDS = 3

/**
 * What changed of an incident's owner from then on: by Deckwatch, with who asked for it, and by others as it was seen;
 * where nobody saw any, because the bot was away, the revision that began.
 */
export async function changedLately(
  { scope, about }: Incident,
  from: Date,
  { changes, audit, look }: Parts,
): Promise<readonly LateChange[]> {
  const { group, resource, namespace, name } = about
  const object = { group, resource, name, ...(namespace !== undefined && { namespace }) }
  const query = { cluster: scope.cluster, object, since: from, limit: 4 * SHOWN }
  const made = (await madeChanges(audit, query)).slice(0, SHOWN).toReversed()
  const seen = changes
    .since(scope.cluster, about, from)
    .filter((change) => !made.some((one) => isMadeBy(change, one)))
    .slice(-SHOWN)
  const known = [...made.map(sayMade), ...seen.map(saySeen)]
  if (known.length > 0 || !look) return known
  return [newRevision(about, look, from) ?? []].flat()
}

function sayMade({ record, ended }: AuditedChange): LateChange {
  const { at, actor, command, changes = [], plan } = record
  const end = ended?.outcome ? `, ${ended.outcome.kind.replaceAll('-', ' ')}` : ''
  const said = plan ? text` (plan ${code(plan.id)}${end})` : text`${end}`
  return {
    who: text`${time(new Date(at))} ${user(actor.userId)}: ${code(command)}${said}`,
    changes: changes.slice(0, FIELDS),
    more: Math.max(0, changes.length - FIELDS),
  }
}

const saySeen = ({ at, changes, by }: SeenChange): LateChange => ({
  who: text`${time(at)} by ${by ?? 'somebody'}`,
  changes: changes.slice(0, FIELDS),
  more: Math.max(0, changes.length - FIELDS),
})
