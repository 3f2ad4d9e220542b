import type { Tone } from '../../core/view.ts'

const MARKS: Readonly<Record<Tone, string>> = {
  plain: '',
  working: '● ',
  done: '✓ ',
  failed: '✕ ',
  attention: '⚠ ',
  waiting: '◷ ',
  resolved: '○ ',
}

/** The one state mark at the start of a message. */
export const mark = (tone: Tone): string => MARKS[tone]
