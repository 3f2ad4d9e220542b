import type { AuditedChange, AuditRecord, AuditTarget } from '../../src/core/audit.ts'
import type { Part } from '../../src/core/view.ts'
import { sayDuration } from '../../src/core/words/duration.ts'

/** A narrow column would part a number from its unit. */
const NO_BREAK = '\u00a0'
const COLUMNS = ['#', 'Ago', 'Who', 'What', 'Rule', 'Ended']

/** One row for each change, in the order given. */
export function auditTable(changes: readonly AuditedChange[], now: Date): Part {
  const rows = changes.map(({ record, ended }) => [
    String(record.seq),
    sayDuration(now.getTime() - Date.parse(record.at)).replaceAll(' ', NO_BREAK),
    record.actor.user,
    sayWhat(record),
    sayRule(record),
    sayEnd(record, ended),
  ])
  return { part: 'table', table: { columns: COLUMNS, rows } }
}

function sayWhat({ command, targets, changes = [], reason }: AuditRecord): string {
  const objects = targets.map(sayTarget).join(', ')
  const fields = changes.map(
    ({ field, before, after }) => `${field} ${String(before)} → ${String(after)}`,
  )
  const said = [`${command} ${objects}`.trim(), ...fields].join(', ')
  return reason === undefined ? said : `${said} (“${reason}”)`
}

const sayTarget = ({ kind, namespace, name }: AuditTarget): string =>
  `${kind}/${name}${namespace === undefined ? '' : ` in ${namespace}`}`

function sayRule({ verdict }: AuditRecord): string {
  if (!verdict) return 'Kubernetes'
  const { name, line } = verdict.rule
  return line === undefined ? name : `${name} (line ${line})`
}

function sayEnd(record: AuditRecord, ended: AuditRecord | undefined): string {
  if (record.kind === 'refusal') return SAID_REFUSALS[record.outcome?.kind ?? ''] ?? 'not allowed'
  if (!ended) return 'no end on record'
  return (ended.outcome?.kind ?? 'unknown').replaceAll('-', ' ')
}

const SAID_REFUSALS: Readonly<Record<string, string>> = {
  'policy-denied': 'denied',
  'needs-approval': 'needed approval',
  'kubernetes-forbidden': 'forbidden',
}
