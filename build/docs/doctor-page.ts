import type { Check } from '../../src/app/doctor/check.ts'
import { markdownTable } from './markdown-table.ts'

/** The part of `docs/doctor.md` that lists what each check may find, taken from the declarations. */
export function doctorTables(checks: readonly Check[]): string {
  return checks
    .flatMap(({ name, title, looksAt, ailments }) => {
      const rows = Object.entries(ailments).map(([id, { level, why, mend }]) => [
        `\`${id}\``,
        level,
        why,
        mend,
      ])
      return [
        `## ${title}`,
        `\`--only ${name}\`: ${looksAt}.`,
        markdownTable(['finding', 'level', 'why it matters', 'what mends it'], rows),
      ]
    })
    .join('\n\n')
}
