import type { Check, CheckFinding } from '../app/doctor/check.ts'
import { harmlessLine } from '../core/words/harmless.ts'
import type { Diagnosis } from '../app/doctor/run-checks.ts'

const MARKS = { error: '✕', warning: '⚠' } as const

/** What was found, by check: what is good in one line each, what is not with why it matters and what mends it. */
export function doctorText({ findings, passed }: Diagnosis, checks: readonly Check[]): string {
  const parts = checks.flatMap(({ name, title }) => {
    const good = passed
      .filter(({ check }) => check === name)
      .map(({ what }) => `  ✓ ${harmlessLine(what)}`)
    const bad = sayFindings(findings.filter(({ check }) => check === name))
    return good.length + bad.length === 0 ? [] : [[title, ...good, ...bad].join('\n')]
  })
  return [...parts, verdict(findings)].join('\n\n')
}

/** Why it matters and what mends it stand once, below all that have it in common. */
const sayFindings = (findings: readonly CheckFinding[]): readonly string[] =>
  [...Map.groupBy(findings, ({ id, mend, run }) => [id, mend, ...run].join(' ')).values()].flatMap(
    (alike) => [
      ...alike.map(({ level, what, id }) => `  ${MARKS[level]} ${harmlessLine(what)}  [${id}]`),
      ...alike
        .slice(0, 1)
        .flatMap(({ why, mend, run }) => [
          `      ${harmlessLine(why)}`,
          `      → ${harmlessLine(mend)}`,
          ...run.map((command) => `          ${harmlessLine(command)}`),
        ]),
    ],
  )

function verdict(findings: readonly CheckFinding[]): string {
  const errors = findings.filter(({ level }) => level === 'error').length
  const warnings = findings.length - errors
  if (findings.length === 0) return 'All is well.'
  return `${say(errors, 'error')}, ${say(warnings, 'warning')}. docs/doctor.md says more about each.`
}

const say = (count: number, one: string) => `${count} ${one}${count === 1 ? '' : 's'}`
