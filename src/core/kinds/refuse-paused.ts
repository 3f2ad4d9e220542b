import type { CommandContext } from '../command.ts'
import { ConflictError } from '../errors.ts'
import { type ObjectRef, refName } from '../resource.ts'
import { code, text } from '../text.ts'
import { spellRef } from './spell-ref.ts'
import type { Workload } from './workload.ts'

type Refused = {
  readonly ref: ObjectRef
  /** e.g. `a restart`. */
  readonly what: string
}

/** Throws ConflictError for a paused deployment: a new template would wait there unseen. */
export function refusePaused(
  { spec }: Workload,
  { ref, what }: Refused,
  context: Pick<CommandContext, 'cluster'>,
): void {
  if (spec?.paused !== true) return
  throw new ConflictError(
    'deployment-paused',
    text`${code(refName(ref))} is paused: ${what} would wait until it is resumed.`,
    { hint: text`Resume it first.`, suggestions: [`resume ${spellRef(ref, context)}`] },
  )
}
