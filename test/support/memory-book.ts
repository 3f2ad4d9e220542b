import type { AuditEntry } from '../../src/core/audit.ts'
import type { Delivery } from '../../src/core/delivery.ts'
import { UnavailableError } from '../../src/core/errors.ts'
import type { HeldPlan } from '../../src/core/held/held-plan.ts'
import type { PlanBook, PlanQuery, Step, StepResult } from '../../src/core/held/plan-book.ts'
import type { Clock } from '../../src/core/seams.ts'
import { text } from '../../src/core/text.ts'

export type MemoryBook = PlanBook & {
  readonly records: AuditEntry[]
  /** The newest of each key. */
  readonly deliveries: Map<string, Delivery>
  /** Every putting, in order. */
  readonly told: Delivery[]
  /** From now on every use fails, or works again. */
  away: boolean
  /** Called before each commit: throw to fail it, or change something first. */
  before?: (step: Step) => void | Promise<void>
}

/** The store's promises, kept in memory. */
export function memoryBook(clock: Clock): MemoryBook {
  const plans = new Map<string, HeldPlan>()
  let seen = clock.now().getTime()
  const book: MemoryBook = {
    records: [],
    deliveries: new Map(),
    told: [],
    away: false,
    find: async (id) => {
      throwIfAway()
      return plans.get(id)
    },
    list: async (query) => {
      throwIfAway()
      return [...plans.values()].filter(fits(query)).toReversed().slice(0, query.limit)
    },
    now: async () => {
      throwIfAway()
      seen = Math.max(seen, clock.now().getTime())
      return new Date(seen)
    },
    commit: async (step) => {
      await book.before?.(step)
      throwIfAway()
      return commit(step)
    },
  }

  const throwIfAway = () => {
    if (book.away) throw new UnavailableError('store-unavailable', text`The store is away.`)
  }

  const commit = (step: Step): StepResult => {
    const isStale = step.plans.some(({ expected, next }) =>
      expected === 'new' ? plans.has(next.plan.id) : plans.get(next.plan.id)?.version !== expected,
    )
    if (isStale) return { kind: 'stale' }
    const repeated = repeatedBy(step)
    if (repeated) return { kind: 'repeated', by: repeated }
    for (const { expected, next } of step.plans) {
      const version = expected === 'new' ? 1 : expected + 1
      plans.set(next.plan.id, structuredClone({ ...next, version }))
      if (step.once && expected === 'new') onceKeys.set(next.plan.id, step.once.key)
    }
    const seqs = step.records.map((record) => book.records.push(record))
    for (const delivery of step.deliveries) {
      const first = book.deliveries.get(delivery.key)
      book.deliveries.set(delivery.key, { ...delivery, to: first?.to ?? delivery.to })
      book.told.push(delivery)
    }
    return { kind: 'done', seqs }
  }

  const onceKeys = new Map<string, string>()
  const repeatedBy = ({ once }: Step): HeldPlan | undefined => {
    if (!once) return undefined
    const before = [...plans.values()]
      .filter(
        ({ plan, outcome }) => onceKeys.get(plan.id) === once.key && outcome?.kind !== 'refused',
      )
      .at(-1)
    const age = before && clock.now().getTime() - Date.parse(before.createdAt)
    return before?.plan.words === once.words && (age ?? 0) < once.withinMs ? before : undefined
  }
  return book
}

const fits = (query: PlanQuery) => {
  const { states, dueBy, openReview, uid } = query
  return (held: HeldPlan): boolean =>
    (!states || states.includes(held.state)) &&
    (!dueBy || isDueBy(held, dueBy)) &&
    (!openReview || held.review?.state === 'open') &&
    (uid === undefined || held.plan.effects.some(({ target }) => target.uid === uid)) &&
    isAbout(held, query)
}

const isAbout = (
  { plan, place }: HeldPlan,
  { cluster = plan.cluster, requester = plan.requester.user, channelId }: PlanQuery,
): boolean =>
  plan.cluster === cluster &&
  plan.requester.user === requester &&
  (channelId ?? place.channelId) === place.channelId

const isDueBy = ({ until, dueAt, runner }: HeldPlan, at: Date): boolean =>
  [until, dueAt, runner?.until].some((it) => it !== undefined && Date.parse(it) <= at.getTime())
