import type { IncidentStep, IncidentWrite } from '../../core/incidents/incident-book.ts'
import type { Incident, Mute } from '../../core/incidents/incident.ts'
import { isHeldBack, placesOf } from '../../core/incidents/places.ts'
import { withdraw } from '../deliveries/withdraw.ts'
import type { Transaction } from '../open-database.ts'
import { toRichJson } from '../rich-json.ts'
import type { Making } from '../steps/make-step.ts'
import type { IncidentRow } from '../tables.ts'

/** Incidents' next states and mutes, as a step of the store. */
export const incidentStep = (step: IncidentStep): Making<'stale'> => ({
  deliveries: step.deliveries,
  records: step.records ?? [],
  write: async (transaction, at) => {
    if (!(await withdraw(transaction, step.withdrawals ?? [], at))) return 'stale'
    for (const write of step.incidents)
      if (!(await writeIncident(transaction, write, at.turn))) return 'stale'
    for (const mute of step.mutes ?? []) await putMute(transaction, mute)
    for (const id of step.lifted ?? [])
      await transaction.deleteFrom('mutes').where('id', '=', id).execute()
    return undefined
  },
})

/** False when somebody else was first. */
async function writeIncident(
  transaction: Transaction,
  { expected, next }: IncidentWrite,
  turn: number,
): Promise<boolean> {
  if (next.state === 'open' && (await isOpenElsewhere(transaction, next))) return false
  if (expected === 'new') {
    const row = { ...incidentRow({ ...next, version: 1 }), id: next.id, turn }
    const made = await transaction
      .insertInto('incidents')
      .values(row)
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
    return made !== undefined
  }
  const swapped = await transaction
    .updateTable('incidents')
    .set(incidentRow({ ...next, version: expected + 1 }))
    .where('id', '=', next.id)
    .where('version', '=', expected)
    .returning('id')
    .executeTakeFirst()
  return swapped !== undefined
}

async function isOpenElsewhere(transaction: Transaction, { id, key }: Incident): Promise<boolean> {
  const other = await transaction
    .selectFrom('incidents')
    .select('id')
    .where('key', '=', key)
    .where('state', '=', 'open')
    .where('id', '!=', id)
    .executeTakeFirst()
  return other !== undefined
}

const incidentRow = (incident: Incident): Omit<IncidentRow, 'id' | 'turn'> => ({
  version: incident.version,
  key: incident.key,
  state: incident.state,
  cluster: incident.scope.cluster,
  digest: placesOf(incident).find(({ digest }) => digest)?.digest?.id ?? null,
  // What quiet hours keep back is not over for those who read the list.
  resolved_at: isHeldBack(incident) ? null : (incident.resolvedAt ?? null),
  body: toRichJson(incident),
})

async function putMute(transaction: Transaction, mute: Mute): Promise<void> {
  const body = toRichJson(mute)
  await transaction
    .insertInto('mutes')
    .values({ id: mute.id, until: mute.until, body })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ until: mute.until, body }))
    .execute()
}
