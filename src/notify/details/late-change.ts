import type { FieldChange } from '../../core/plan.ts'
import type { Text } from '../../core/text.ts'

/** What changed of something lately, as it is told. */
export type LateChange = {
  /** When, by whom, by which command. */
  readonly who: Text
  /** The first few fields, and how many more there were. */
  readonly changes: readonly FieldChange[]
  readonly more: number
}
