import { type ApprovalParts, createApprovals } from '../core/approvals/approvals.ts'
import type { Answer } from '../core/answer.ts'
import type { Meter } from '../core/meter.ts'
import { createKeeper, type Keeper } from '../core/keeper/keeper.ts'
import { createTakeOver } from '../core/keeper/take-over.ts'
import { createAdmission } from '../core/road/admission.ts'
import { createAnswer } from '../core/road/answer.ts'
import { createDispatch } from '../core/road/dispatch.ts'
import type { OpeningParts } from '../core/road/opening.ts'
import { createPerform, type Performances } from '../core/road/perform.ts'
import { createRefusals } from '../core/road/refusals.ts'
import { createReplan } from '../core/road/replan.ts'
import type { Rules } from './rules.ts'
import type { UnderWay } from './under-way.ts'
import type { Tracer } from '../core/tracer.ts'
import { byLatest } from './by-latest.ts'
import { tracedCommand } from './traced/traced-road.ts'

type RoadParts = Omit<ApprovalParts, 'replan' | 'wake' | keyof Rules> &
  Omit<OpeningParts, 'plans' | 'refusals' | keyof Rules> & {
    readonly holdsSecret: (words: string) => boolean
    readonly meter: Meter
    readonly underWay: UnderWay
    readonly stopping: AbortController
    readonly tracer: Tracer
  }

export type Road = {
  readonly answer: Answer
  readonly keeper: Keeper
  /** From here on, by these. Whoever is on the road already walks it to the end by those they began with. */
  lead(rules: Rules): void
}

/** The one road: what people say goes in at `answer`; the keeper carries on what waits. */
export function buildRoad(parts: RoadParts, first: Rules): Road {
  const { clock, ids, stopping, underWay } = parts
  let { limits } = first
  const lasting = {
    ...parts,
    commands: parts.commands.map((command) => tracedCommand(command, parts.tracer)),
    refusals: createRefusals(),
    performances: new Map(),
    admission: createAdmission(() => limits, clock),
    stopping: stopping.signal,
    runner: ids.opaque(),
    wake: () => keeper.wake(),
  }
  let lane = createLane(lasting, first)
  const keeper = createKeeper({
    ...parts,
    ...underWay,
    approvals: {
      // A vote under a policy that is gone begins nothing, however long a cluster takes to answer.
      ready: (held, signal) =>
        byLatest(
          () => lane,
          ({ approvals }) => approvals.ready(held, signal),
        ),
      expire: (held) => lane.approvals.expire(held),
    },
    perform: { ...lane.perform, run: (performing) => lane.perform.run(performing) },
    takeOver: (held) => lane.takeOver(held),
  })
  return {
    answer: (incoming, talk) => underWay.hold(() => lane.answer(incoming, talk)),
    keeper,
    lead(rules) {
      limits = rules.limits
      lane = createLane(lasting, rules)
    },
  }
}

type Lasting = Omit<RoadParts, 'stopping'> & {
  readonly refusals: ReturnType<typeof createRefusals>
  readonly performances: Performances
  readonly admission: ReturnType<typeof createAdmission>
  readonly stopping: AbortSignal
  readonly runner: string
  readonly wake: () => void
}

/** The road by one set of rules: whoever enters it sees no other. */
function createLane(lasting: Lasting, rules: Rules) {
  const shared = {
    ...lasting,
    ...rules,
    // Approvals plan again by the road, and the road holds by approvals.
    plans: (asking: Parameters<OpeningParts['plans']>[0]) => approvals.desk(asking),
  }
  const approvals: ReturnType<typeof createApprovals> = createApprovals({
    ...shared,
    replan: createReplan(shared),
  })
  const perform = createPerform(shared, lasting.performances)
  const hold: typeof approvals.hold = (holding) =>
    lasting.tracer.span('hold', {}, () => approvals.hold(holding))
  const dispatch = createDispatch({ ...shared, approvals: { ...approvals, hold }, perform })
  const answer = createAnswer({ ...shared, dispatch })
  return { answer, approvals, perform, takeOver: createTakeOver(shared) }
}
