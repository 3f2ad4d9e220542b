import type { FieldChange } from './plan.ts'
import type { Text } from './text.ts'

/** ● working, ✓ done, ✕ failed, ⚠ attention, ◷ waiting, ○ resolved; `plain` has no mark. */
export type Tone = 'plain' | 'working' | 'done' | 'failed' | 'attention' | 'waiting' | 'resolved'

export type Table = {
  readonly columns: readonly string[]
  /** Untrusted text, one array per row, as long as `columns`. */
  readonly rows: readonly (readonly string[])[]
  /** How many rows there were before a cap, when more than shown. */
  readonly total?: number
}

export type Part =
  | { readonly part: 'text'; readonly text: Text }
  | {
      readonly part: 'fields'
      readonly fields: readonly { readonly name: string; readonly value: Text }[]
    }
  | { readonly part: 'table'; readonly table: Table }
  /** Verbatim untrusted output (logs, YAML): monospace, becomes a file when long. */
  | { readonly part: 'output'; readonly output: string; readonly fileName: string }
  | { readonly part: 'changes'; readonly changes: readonly FieldChange[] }
  | { readonly part: 'warning'; readonly text: Text }
  | {
      readonly part: 'progress'
      readonly done: number
      readonly total: number
      readonly text: Text
    }
  | { readonly part: 'note'; readonly text: Text }

/** A button is a shortcut for typed words: whoever presses it says these words and is judged for them. */
export type Button = {
  readonly label: string
  readonly words: string
  readonly style?: 'primary' | 'danger'
  /** Asked in a dialog first; the answer, quoted, is put behind the words. */
  readonly question?: Question
}

/** One line that is asked for. */
export type Question = {
  /** Title of the dialog; at most 24 characters. */
  readonly title: string
  /** What is asked. */
  readonly label: string
  /** What stands under the field. */
  readonly hint?: string
  /** The answer goes behind this, e.g. `--confirm`; without it, behind the words as they are. */
  readonly flag?: string
  /** Lengths; default 1 to 500. 0 makes the answer optional. */
  readonly min?: number
  readonly max?: number
  /** Text of the button that sends it. */
  readonly submit?: string
}

/** Which cluster an answer is about; shown in every answer. */
export type Scope = {
  readonly cluster: string
  readonly environment: string
  readonly production: boolean
  /** Change freezes that hold now. */
  readonly freezes?: readonly { readonly name: string; readonly until?: Date }[]
}

/** What a reply says, before Slack's blocks. */
export type View = {
  readonly tone: Tone
  /** First line: what is true, about what, where. */
  readonly title: Text
  readonly scope?: Scope
  readonly parts: readonly Part[]
  readonly buttons?: readonly Button[]
  /** Small print under everything. */
  readonly footer?: Text
}

/** A view with the usual defaults filled in. */
export function view(tone: Tone, title: Text, parts: readonly Part[] = []): View {
  return { tone, title, parts }
}
