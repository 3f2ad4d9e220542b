import type { Check, CheckFinding, Passed } from './check.ts'
import type { Patient } from './patient.ts'
import { doctorAgain } from './mending.ts'
import { reasonOf } from './reason-of.ts'

/** What all checks found, in the order of the checks. */
export type Diagnosis = {
  readonly passed: readonly Passed[]
  readonly findings: readonly CheckFinding[]
}

/** Runs all at once. One that breaks or takes too long is told as a finding, beside what it had found by then. */
export async function runChecks(checks: readonly Check[], patient: Patient): Promise<Diagnosis> {
  const each = await Promise.all(checks.map((check) => runOne(check, patient)))
  return {
    passed: each.flatMap(({ passed }) => passed),
    findings: each.flatMap(({ findings }) => findings),
  }
}

/** What any check may end with. */
export const UNFINISHED = {
  'check-unfinished': {
    level: 'error',
    why: 'What it had not looked at by then is not known.',
    mend: 'Run it alone.',
  },
} as const

async function runOne(check: Check, patient: Patient): Promise<Diagnosis> {
  const passed: Passed[] = []
  const findings: CheckFinding[] = []
  let isOver = false
  const examined = check.examine(patient, {
    passed: (one) => void (isOver || passed.push(one)),
    found: (one) => void (isOver || findings.push(one)),
  })
  const why = await Promise.race([
    examined.then(() => undefined, sayBreak),
    whenAborted(patient.signal).then(() => 'it took too long'),
  ])
  isOver = true
  // Nobody waits for it any longer.
  examined.catch(() => undefined)
  if (why === undefined) return { passed, findings }
  const { level, ...ailment } = UNFINISHED['check-unfinished']
  const what = `the check ${check.name} did not come to its end: ${why}`
  const run = [doctorAgain(patient, check.name)]
  const unfinished = { id: 'check-unfinished', check: check.name, level, what, ...ailment, run }
  return { passed, findings: [...findings, unfinished] }
}

const sayBreak = (error: unknown) => (error instanceof Error ? reasonOf(error) : String(error))

const whenAborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
