import { type CommandContext, defineChange } from '../src/core/command.ts'
import { ConflictError, NotFoundError } from '../src/core/errors.ts'
import type { HeldPlan } from '../src/core/held/held-plan.ts'
import { inverseEffect } from '../src/core/held/inverse.ts'
import { targetOf } from '../src/core/kinds/target-of.ts'
import type { Effect, PlanDraft, PlanWarning } from '../src/core/plan.ts'
import { KubeObject, refName } from '../src/core/resource.ts'
import { code, text, type Text, user } from '../src/core/text.ts'
import { planIdArgument } from '../src/core/words/arguments/plan-id-argument.ts'
import { sayDuration } from '../src/core/words/duration.ts'
import { optional } from '../src/core/words/parameters.ts'
import { mustBeStillThere } from './undo/still-there.ts'
import { isDangerous, undoWarnings } from './undo/undo-warnings.ts'
import { undoable } from './undo/undoable.ts'
import { ROLLOUT, SCALING, TYPED } from '../src/core/kinds/needs.ts'

/** `undo`: what was before a change, as a plan of its own. */
export const undo = defineChange({
  name: 'undo',
  summary: 'Take back the last change here, or one by its id',
  details:
    'Puts back what was read before the change. It is refused when the object was changed again since, and judged like the change that it takes back.',
  parameters: {
    id: optional(planIdArgument('the plan to take back; without it, the last one here')),
  },
  needs: [TYPED, SCALING, ...ROLLOUT],
  examples: ['undo', 'undo 8f3c21aa', 'undo 8f3c21aa --dry-run'],
  judgedAsAnother: true,
  wording: {
    imperative: 'Undo the change of',
    doing: 'Undoing the change of',
    done: 'Undid the change of',
    noun: 'Undoing the change',
  },
  plan: async ({ id }, context) => {
    const held = await undoable(id, context)
    const size = sizeBack(held)
    const backs = await Promise.all(held.plan.effects.map((made) => takeBack(made, size, context)))
    return {
      effects: backs.map(({ effect }) => effect),
      warnings: backs.flatMap(({ warnings }) => warnings),
      risk: backs.some(({ danger }) => danger) ? 'danger' : 'change',
      ...(size && { size }),
      notes: [whatIsUndone(held, context.clock.now())],
      undoes: held.plan.id,
      ...judgedAs(held),
    }
  },
})

/** Taking back a cordon is an uncordon: whoever may do the one may not always do the other. */
function judgedAs({ plan: { command, takenBackAs } }: HeldPlan) {
  return takenBackAs === undefined
    ? { asCommand: command }
    : { asCommand: takenBackAs, takenBackAs: command }
}

const sizeBack = ({ plan: { size } }: HeldPlan): PlanDraft['size'] =>
  size && { before: size.after, after: size.before }

type Back = {
  readonly effect: Effect
  readonly warnings: readonly PlanWarning[]
  readonly danger: boolean
}

async function takeBack(
  made: Effect,
  size: PlanDraft['size'],
  context: CommandContext,
): Promise<Back> {
  const object = await readTarget(made, context)
  mustBeStillThere(made, object)
  const effect = { ...inverseEffect(made), target: targetOf(made.target, object) }
  const undoing = { effect, object, size }
  return {
    effect,
    warnings: await undoWarnings(undoing, context),
    danger: isDangerous(undoing),
  }
}

async function readTarget({ target }: Effect, { cluster }: CommandContext): Promise<KubeObject> {
  try {
    return await cluster.get(target, KubeObject)
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error
    throw new ConflictError('drifted', text`${code(refName(target))} was deleted since.`, {
      cause: error,
      hint: text`There is nothing left to put back.`,
    })
  }
}

function whatIsUndone({ plan, outcome }: HeldPlan, now: Date): Text {
  const ago = sayDuration(now.getTime() - Date.parse(outcome?.at ?? plan.createdAt))
  return text`takes back ${code(plan.words)} by ${user(plan.requester.userId)}, ${ago} ago (plan ${code(plan.id)})`
}
