import type { CommandContext } from '../../src/core/command.ts'
import { ConflictError, NotFoundError, UsageError } from '../../src/core/errors.ts'
import type { HeldOutcome, HeldPlan } from '../../src/core/held/held-plan.ts'
import { code, text, time } from '../../src/core/text.ts'

/** The change that is meant: by id, or the last that ended in this place. Throws where there is nothing to take back. */
export async function undoable(
  id: string | undefined,
  { desk, cluster, clock }: CommandContext,
): Promise<HeldPlan> {
  const held = await (id === undefined ? desk.plans.lastHere() : desk.plans.find(id))
  if (!held) {
    throw new NotFoundError('nothing-to-undo', text`No change ended here that can be undone.`, {
      hint: text`Name one by its id: ${code('audit')} lists them.`,
    })
  }
  refuseOtherCluster(held, cluster.info.cluster)
  const { at } = outcomeOf(held)
  const latest = new Date(Date.parse(at) + desk.judge.terms.undoMs)
  if (clock.now() <= latest) return held
  throw new ConflictError(
    'undo-too-late',
    text`Plan ${code(held.plan.id)} could be undone until ${time(latest)}.`,
    { hint: text`Make a change of its own of it, so that it is judged as what it is today.` },
  )
}

function refuseOtherCluster({ plan }: HeldPlan, cluster: string): void {
  if (plan.cluster === cluster) return
  throw new UsageError(
    'other-cluster',
    text`Plan ${code(plan.id)} changed ${code(plan.cluster)}, not ${code(cluster)}.`,
    { suggestions: [`undo ${plan.id} -c ${plan.cluster}`] },
  )
}

function outcomeOf({ plan, state, outcome }: HeldPlan): HeldOutcome {
  const isChange = plan.effects.length > 0
  if (state === 'ended' && outcome && outcome.kind !== 'refused' && isChange) return outcome
  const done = state === 'executing' ? text`is not done yet` : text`changed nothing`
  const isOpen = ['waiting', 'approved', 'scheduled'].includes(state)
  throw new ConflictError(
    'nothing-happened',
    text`Plan ${code(plan.id)} ${done}: it is ${stateWords(state, outcome)}.`,
    isOpen ? { suggestions: [`cancel ${plan.id}`] } : {},
  )
}

const stateWords = (state: HeldPlan['state'], outcome: HeldOutcome | undefined) =>
  state === 'ended' ? (outcome?.kind ?? 'ended').replaceAll('-', ' ') : state
