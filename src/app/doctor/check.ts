import type { Patient } from './patient.ts'

/** What a check may find wrong, by id: how bad it is, why it matters, and what mends it. Shown in docs/doctor.md. */
export type Ailment = {
  readonly level: 'warning' | 'error'
  readonly why: string
  /** What to do, or where in Slack's settings; a finding may know it more exactly. */
  readonly mend: string
}

/** What mends one finding. */
export type Mend = {
  /** What to do, or as whom to run the commands; what the ailment says where this is left out. */
  readonly say?: string
  /** Commands to be pasted into a shell as they are, one after the other. */
  readonly run: readonly string[]
}

export type Ailments = Readonly<Record<string, Ailment>>

/** Something that is not as it should be. */
export type CheckFinding = {
  /** Stable. */
  readonly id: string
  readonly check: string
  readonly level: Ailment['level']
  readonly what: string
  readonly why: string
  readonly mend: string
  readonly run: readonly string[]
}

export type Passed = { readonly check: string; readonly what: string }

/** How a check says what it saw, as soon as it saw it: what was told before it ran out of time counts. */
export type Report<Id extends string> = {
  fine(what: string): void
  wrong(id: Id, what: string, mend?: Mend): void
}

type Definition<Id extends string> = {
  /** What `--only` takes. */
  readonly name: string
  readonly title: string
  /** One line for the documentation. */
  readonly looksAt: string
  readonly ailments: Readonly<Record<Id, Ailment>>
  readonly examine: (patient: Patient, report: Report<Id>) => Promise<void>
}

/** One thing that the doctor looks at. It changes nothing, and what it rejects with is told as a finding. */
export type Check = Omit<Definition<string>, 'examine'> & {
  examine(patient: Patient, take: Taking): Promise<void>
}

/** Where findings go. */
export type Taking = {
  readonly passed: (passed: Passed) => void
  readonly found: (finding: CheckFinding) => void
}

const NO_COMMAND: Mend = { run: [] }

/** Declares a check; the ids of its ailments are sealed inside. */
export function defineCheck<Id extends string>(definition: Definition<Id>): Check {
  const { name, ailments, examine } = definition
  return {
    ...definition,
    examine: (patient, { passed, found }) =>
      examine(patient, {
        fine: (what) => passed({ check: name, what }),
        wrong(id, what, { say, run } = NO_COMMAND) {
          const { level, why, mend } = ailments[id]
          found({ id, check: name, level, what, why, mend: say ?? mend, run })
        },
      }),
  }
}
