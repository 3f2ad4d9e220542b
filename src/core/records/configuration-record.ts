import type { AuditEntry } from '../audit.ts'
import type { AppliedChange, RefusedChange } from '../configuration.ts'

type Changed = {
  /** Hash of what was loaded before, and of what is now. */
  readonly before: string
  readonly after: string
} & (
  | { readonly applied: AppliedChange; readonly refused?: undefined }
  | { readonly refused: RefusedChange; readonly applied?: undefined }
)

/** Files have no author: the record says what they changed, or why they did not. */
export function configurationRecord(changed: Changed, at: Date): AuditEntry {
  const { before, after, applied, refused } = changed
  return {
    kind: 'configuration',
    at: at.toISOString(),
    request: '',
    actor: { userId: '', teamId: '', user: 'deckwatch', groups: [] },
    command: 'config',
    cluster: '',
    targets: [],
    configuration: {
      before,
      after,
      changed: [...(applied?.changed ?? [])],
      done: [...(applied?.done ?? [])],
    },
    outcome: refused ? { kind: 'refused', why: refused.problems.join('\n') } : { kind: 'applied' },
  }
}
