import type { AuditedChange, AuditRecord, AuditTarget } from '../../src/core/audit.ts'
import type { Part } from '../../src/core/view.ts'
import { sayDuration } from '../../src/core/words/duration.ts'

/** A narrow column would part a number from its unit. */
const NO_BREAK = '\u00a0'

type Column = readonly [heading: string, cell: (change: AuditedChange, now: Date) => string]

const VOTES: Column = ['Votes', ({ record, votes, decision }) => sayVotes(record, votes, decision)]
const COLUMNS: readonly Column[] = [
  ['#', ({ record }) => String(record.seq)],
  ['Plan', ({ record }) => record.plan?.id ?? ''],
  ['Ago', ({ record }, now) => sayAgo(record, now)],
  ['Who', ({ record }) => record.actor.user],
  ['What', ({ record }) => sayWhat(record)],
  ['Rule', ({ record }) => sayRule(record)],
  VOTES,
  ['Ended', sayEnd],
]

/** One row for each change, in the order given; the votes where somebody voted. */
export function auditTable(changes: readonly AuditedChange[], now: Date): Part {
  const anyVotes = changes.some((change) => VOTES[1](change, now) !== '')
  const columns = COLUMNS.filter((column) => column !== VOTES || anyVotes)
  const rows = changes.map((change) => columns.map(([, cell]) => cell(change, now)))
  return { part: 'table', table: { columns: columns.map(([heading]) => heading), rows } }
}

/** `2 min`, kept together. */
export const sayAgo = ({ at }: AuditRecord, now: Date): string =>
  sayDuration(now.getTime() - Date.parse(at)).replaceAll(' ', NO_BREAK)

/** What was decided by counts; before that, what was said. */
export function sayVotes(
  record: AuditRecord,
  votes: readonly AuditRecord[] = [],
  decision?: AuditRecord,
): string {
  const said = new Map(votes.flatMap((vote) => vote.votes ?? []).map((vote) => [vote.user, vote]))
  const counted = decision?.votes ?? record.votes ?? [...said.values()]
  return counted
    .map(({ user, choice }) => `${user}${NO_BREAK}${choice === 'approve' ? '✓' : '✕'}`)
    .join(', ')
}

/** `scale deployment/web in shop, replicas 3 → 5 (“sale”)`. */
export function sayWhat(record: AuditRecord): string {
  if (record.kind === 'attention') return sayAttention(record)
  const { command, targets, changes = [], reason, breakGlass, undoes } = record
  const objects = targets.map(sayTarget).join(', ')
  const fields = changes.map(
    ({ field, before, after }) => `${field} ${before ?? 'not set'} → ${after ?? 'not set'}`,
  )
  const marks = [
    ...(breakGlass ? ['break-glass'] : []),
    ...(undoes === undefined ? [] : [`undo of ${undoes}`]),
  ]
  const deed = [`${command} ${objects}`.trim(), ...fields].join(', ')
  const said = [...marks, deed].join(': ')
  return reason === undefined ? said : `${said} (“${reason}”)`
}

/** `mute namespace shop on prod-eu, until …`, `assign incident 8f3c21aa of deployment/web in shop to anna@example.com`. */
function sayAttention({ command, targets, incident, mute, assignee }: AuditRecord): string {
  if (mute) {
    const end = command === 'mute' ? `, until ${mute.until}` : ''
    return `${command} ${mute.what}${end} (mute ${mute.id})`
  }
  const whose = assignee ? ` ${command === 'assign' ? 'to' : 'from'} ${assignee.user}` : ''
  return `${command} incident ${incident ?? ''} of ${targets.map(sayTarget).join(', ')}${whose}`
}

const sayTarget = ({ kind, namespace, name }: AuditTarget): string =>
  `${kind}/${name}${namespace === undefined ? '' : ` in ${namespace}`}`

/** Where policy did not speak, it was Kubernetes, or what no policy can change. */
export function sayRule({ verdict, outcome }: AuditRecord): string {
  if (!verdict) return outcome?.kind === 'kubernetes-forbidden' ? 'Kubernetes' : ''
  const { name, line } = verdict.rule
  return line === undefined ? name : `${name} (line ${line})`
}

function sayEnd({ record, decision, ended }: AuditedChange): string {
  if (record.kind === 'attention') return 'done'
  if (record.kind === 'refusal') return SAID_REFUSALS[record.outcome?.kind ?? ''] ?? 'not allowed'
  if (ended) return (ended.outcome?.kind ?? 'unknown').replaceAll('-', ' ')
  if (decision) return decision.decision ?? 'decided'
  return record.kind === 'request' ? 'waits' : 'no end on record'
}

const SAID_REFUSALS: Readonly<Record<string, string>> = {
  'policy-denied': 'denied',
  'needs-approval': 'needed approval',
  'kubernetes-forbidden': 'forbidden',
  'self-approval': 'own plan',
  'not-an-approver': 'no approver',
  'not-a-reviewer': 'no reviewer',
  'not-your-plan': 'not theirs',
}
