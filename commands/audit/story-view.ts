import type { AuditedChange, AuditRecord } from '../../src/core/audit.ts'
import { bold, code, text } from '../../src/core/text.ts'
import { type View, view } from '../../src/core/view.ts'
import { sayAgo, sayRule, sayVotes, sayWhat } from './audit-table.ts'

/** Everything that is on record about one plan, in the order in which it happened. */
export function storyView(id: string, changes: readonly AuditedChange[], now: Date): View {
  const records = changes
    .flatMap(({ record, later = [] }) => [record, ...later])
    .toSorted((a, b) => a.seq - b.seq)
  if (records.length === 0) {
    const none = text`Nothing on the trail of this cluster, or nothing that you may see.`
    return view('plain', text`plan ${code(id)}: nothing on record`, [{ part: 'note', text: none }])
  }
  const rows = records.map((record) => [
    String(record.seq),
    sayAgo(record, now),
    isNobodys(record) ? '' : record.actor.user,
    sayEvent(record),
  ])
  const columns = ['#', 'Ago', 'Who', 'What happened']
  return view('plain', text`plan ${bold(id)} · ${records.length} records`, [
    { part: 'table', table: { columns, rows } },
  ])
}

function sayEvent(record: AuditRecord): string {
  const { kind, outcome, reason, votes = [] } = record
  switch (kind) {
    case 'request':
      return `asked for: ${sayWhat(record)}${byRule(record)}`
    case 'intent':
      return `began: ${sayWhat(record)}${byRule(record)}`
    case 'vote':
      return withWhy(votes[0]?.choice === 'deny' ? 'voted against it' : 'voted for it', reason)
    case 'decision':
      return sayDecision(record)
    case 'review':
      return withWhy('closed the review', reason)
    case 'refusal':
      return withWhy(`was refused: ${outcome?.kind ?? 'not allowed'}`, outcome?.why)
    case 'attention':
    case 'configuration':
      return sayWhat(record)
    case 'outcome':
      return withWhy(`ended: ${(outcome?.kind ?? 'unknown').replaceAll('-', ' ')}`, outcome?.why)
  }
}

const sayDecision = (record: AuditRecord): string =>
  isApproved(record)
    ? `it is approved: ${sayVotes(record)}`
    : withWhy(`it is ${record.decision ?? 'decided'}`, record.reason)

const isApproved = ({ kind, decision }: AuditRecord) =>
  kind === 'decision' && decision === 'approved'

/** Votes approve it, time ends it: no one person did. */
const isNobodys = (record: AuditRecord) =>
  isApproved(record) || (record.kind === 'decision' && record.decision === 'expired')

const byRule = (record: AuditRecord) =>
  record.verdict === undefined ? '' : `; rule ${sayRule(record)} ${SAYS[record.verdict.kind]}`

const SAYS = { allow: 'allows', ask: 'asks', deny: 'denies' } as const

const withWhy = (what: string, why: string | undefined) =>
  why === undefined || why === '' ? what : `${what} (“${why}”)`
