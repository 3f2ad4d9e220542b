import type { Change, CommandContext } from '../command.ts'
import { UsageError } from '../errors.ts'
import type { Plan } from '../plan.ts'
import type { ObjectRef } from '../resource.ts'
import type { Ids } from '../seams.ts'
import { text, type Text } from '../text.ts'
import { draftPlan } from './draft-plan.ts'
import { seal } from './seal.ts'

/** When, for how long and why a change is wanted. */
export type Terms = {
  readonly reason: string | undefined
  readonly forMs: number | undefined
  readonly at: { readonly moment: string; readonly said: Text } | undefined
}

export type Making = {
  readonly command: Change
  readonly args: unknown
  readonly context: CommandContext
  readonly terms: Terms
  /** Policy has no say: break-glass. */
  readonly isAround: boolean
}

/** Lets a command plan and seals what it says. `onAbout` is told the object that the plan reads first. */
export async function makePlan(
  { command, args, context, terms, isAround }: Making,
  ids: Ids,
  onAbout: (about: ObjectRef) => void,
): Promise<Plan> {
  const draft = await draftPlan({ command, args, context, isAround }, onAbout)
  const { reason, forMs, at } = terms
  if (at && draft.effects.length === 0 && draft.followInstead) throw nothingToSchedule()
  return seal(draft, {
    request: context.request,
    command,
    cluster: context.cluster.info.cluster,
    reason,
    forMs,
    at: at?.moment,
    ids,
  })
}

const nothingToSchedule = () =>
  new UsageError('nothing-to-schedule', text`The same was begun by somebody just now.`, {
    hint: text`Wait until it ended, then say it again.`,
  })
