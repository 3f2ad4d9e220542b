import { AuditEntry } from '../../core/audit.ts'
import type { PlanBook } from '../../core/held/plan-book.ts'
import type { IncidentBook } from '../../core/incidents/incident-book.ts'
import { bounded, counter, type Meter } from '../../core/meter.ts'
import type { Trail } from '../../core/trail.ts'

const command = bounded('the commands that change something')

export const CHANGES = counter({
  name: 'deckwatch_changes_total',
  help: 'Changes that were begun, by how they ended.',
  labels: {
    command,
    outcome: [
      'rolled-out',
      'applied',
      'failed',
      'timed-out',
      'refused',
      'unknown',
      'lost-sight',
      'superseded',
      'interrupted',
    ],
  },
})

export const VOTES = counter({
  name: 'deckwatch_votes_total',
  help: 'Votes on plans that waited.',
  labels: { choice: ['approve', 'deny'] },
})

export const DECISIONS = counter({
  name: 'deckwatch_plan_decisions_total',
  help: 'What became of plans that waited for votes.',
  labels: { decision: ['approved', 'denied', 'cancelled', 'expired', 'void'] },
})

export const BREAK_GLASS = counter({
  name: 'deckwatch_break_glass_total',
  help: 'Changes that were begun around policy.',
  labels: {},
})

export const RECORDS = counter({
  name: 'deckwatch_audit_records_total',
  help: 'Records that were written to the audit trail.',
  labels: { kind: AuditEntry.shape.kind.options },
})

export const RECORDS_LOST = counter({
  name: 'deckwatch_audit_records_lost_total',
  help: 'Records that the store did not take: what they tell of was not done, and the log has a copy.',
  labels: {},
})

/** The same book; what its steps put on record is counted. */
export const meteredPlanBook = (book: PlanBook, meter: Meter): PlanBook => ({
  ...book,
  async commit(step) {
    const result = await countLost(book.commit(step), step.records.length, meter)
    if (result.kind === 'done') for (const record of step.records) countRecord(record, meter)
    return result
  },
})

/** The same book; what people did about incidents is counted as it is put on record. */
export const meteredIncidentBook = (book: IncidentBook, meter: Meter): IncidentBook => ({
  ...book,
  async commit(step) {
    const { records = [] } = step
    const result = await countLost(book.commit(step), records.length, meter)
    if (result === 'done') for (const record of records) countRecord(record, meter)
    return result
  },
})

/** The same trail, counted. */
export const meteredTrail = (trail: Trail, meter: Meter): Trail => ({
  async keep(entry) {
    const recorded = await countLost(trail.keep(entry), 1, meter)
    countRecord(entry, meter)
    return recorded
  },
})

async function countLost<T>(writing: Promise<T>, records: number, meter: Meter): Promise<T> {
  try {
    return await writing
  } catch (error) {
    meter.count(RECORDS_LOST, {}, records)
    throw error
  }
}

const isOneOf = <T extends string>(values: readonly T[], value: string): value is T =>
  values.some((one) => one === value)

function countRecord(record: AuditEntry, meter: Meter): void {
  const { kind, outcome, decision, votes } = record
  meter.count(RECORDS, { kind })
  if (kind === 'outcome' && outcome && isOneOf(CHANGES.labels.outcome, outcome.kind))
    meter.count(CHANGES, { command: record.command, outcome: outcome.kind })
  const vote = kind === 'vote' ? votes?.at(-1) : undefined
  if (vote) meter.count(VOTES, { choice: vote.choice })
  if (decision !== undefined && isOneOf(DECISIONS.labels.decision, decision))
    meter.count(DECISIONS, { decision })
  if (kind === 'intent') countBeginning(record, meter)
}

/** Its end is known to come: else the first failure would be the beginning of a series, which no rate sees. */
function countBeginning({ command: name, breakGlass }: AuditEntry, meter: Meter): void {
  for (const outcome of CHANGES.labels.outcome) meter.count(CHANGES, { command: name, outcome }, 0)
  if (breakGlass) meter.count(BREAK_GLASS, {})
}
