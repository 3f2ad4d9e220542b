import type { Severity } from '../finding.ts'
import type { ResourceName } from '../watched.ts'

/** Something that an operator wants to be told of, whatever the kind. Expressions are sound CEL over `object` and `now`. */
export type Condition = {
  /** kebab-case; `condition-NAME` is its detector. */
  readonly name: string
  readonly kind: ResourceName
  /** Whether it is so. */
  readonly when: string
  /** What more is said of it: an expression that gives text. */
  readonly message?: string | undefined
  /** How long it must be so, and be over, in ms. */
  readonly for: number
  readonly clear: number
  readonly severity: Severity
  /** What is told, after the object's name: `is not ready`. */
  readonly summary: string
  readonly nextStep: string
}

/** A condition that cannot be answered, for some objects or for all of its kind. */
export type ConditionFailure = {
  readonly name: string
  readonly kind: ResourceName
  /** Objects for which it cannot be answered. */
  readonly objects: number
  /** One of them. */
  readonly example: string
  /** What CEL says. */
  readonly problem: string
}

/** Port: which conditions cannot be answered now. */
export type ConditionFailures = (now: Date) => readonly ConditionFailure[]
