import type { Happening } from '../../src/core/kinds/event.ts'
import type { Part } from '../../src/core/view.ts'
import { sayDuration } from '../../src/core/words/duration.ts'

/** A narrow column would part a number from its unit. */
const NO_BREAK = '\u00a0'

/** Warnings first; in each half the newest first, as only the end of a long table is left out. */
export function eventsTable(happenings: readonly Happening[], now: Date): Part {
  const sorted = happenings.toSorted(
    (a, b) => Number(b.isWarning) - Number(a.isWarning) || b.at.getTime() - a.at.getTime(),
  )
  const isEverywhere = new Set(happenings.map(({ subject }) => subject.namespace)).size > 1
  const rows = sorted.map((one) => [
    sayDuration(now.getTime() - one.at.getTime()).replaceAll(' ', NO_BREAK),
    one.isWarning ? 'Warning' : 'Normal',
    one.reason,
    objectName(one, isEverywhere),
    one.count > 1 ? `${one.message} (×${one.count})` : one.message,
  ])
  return { part: 'table', table: { columns: ['Age', 'Type', 'Reason', 'Object', 'Message'], rows } }
}

function objectName({ subject }: Happening, withNamespace: boolean): string {
  const name = `${subject.kind.toLowerCase()}/${subject.name}`
  return withNamespace && subject.namespace !== '' ? `${subject.namespace} ${name}` : name
}
