import type { Delivery } from '../../core/delivery.ts'
import type { HeldPlan } from '../../core/held/held-plan.ts'
import type { PlanBook, Step } from '../../core/held/plan-book.ts'
import type { IncidentBook, IncidentStep } from '../../core/incidents/incident-book.ts'
import type { Origin, Tracer } from '../../core/tracer.ts'

/** What is told says which work told it, and a plan that waits which work asked for it and voted. */
export const tracedPlanBook = (book: PlanBook, tracer: Tracer): PlanBook => ({
  find: (id) => book.find(id),
  list: (query) => book.list(query),
  now: () => book.now(),
  commit: (step) =>
    tracer.span('store plan', COMMIT, () => book.commit(withOrigin(step, tracer.here()))),
})

function withOrigin(step: Step, origin: Origin): Step {
  return {
    ...step,
    plans: step.plans.map((write) => ({ ...write, next: ledBy(write.next, origin) })),
    deliveries: step.deliveries.map((delivery) => toldBy(delivery, origin)),
  }
}

/** Votes are few; whoever asks for more than that is only counted. */
const MOST_ORIGINS = 16

function ledBy(held: HeldPlan, origin: Origin): HeldPlan {
  const { origins = [], state } = held
  const isOpen = state === 'waiting' || state === 'approved' || state === 'scheduled'
  const isKnown = origins.some(({ request }) => request === origin.request)
  if (!isOpen || isKnown || origin.trace === undefined || origins.length >= MOST_ORIGINS)
    return held
  return { ...held, origins: [...origins, origin] }
}

const toldBy = (delivery: Delivery, origin: Origin): Delivery =>
  origin.request === undefined && origin.trace === undefined ? delivery : { ...delivery, origin }

/** Incidents that are told are traced from there to Slack; what is only seen is not. */
export const tracedIncidentBook = (book: IncidentBook, tracer: Tracer): IncidentBook => ({
  find: (id) => book.find(id),
  list: (since) => book.list(since),
  mutes: (at) => book.mutes(at),
  commit: (step) =>
    step.deliveries.length === 0
      ? book.commit(step)
      : tracer.span('tell incidents', aboutStep(step), (span) => {
          for (const { next } of step.incidents.slice(0, MOST_NAMED))
            span.event('incident', {
              'deckwatch.incident.id': next.id,
              'deckwatch.detector': next.detector,
              'deckwatch.incident.since': next.since,
              'k8s.cluster.name': next.scope.cluster,
            })
          const origin = tracer.here()
          const deliveries = step.deliveries.map((delivery) => toldBy(delivery, origin))
          return tracer.span('store incidents', COMMIT, () => book.commit({ ...step, deliveries }))
        }),
})

const MOST_NAMED = 10

const aboutStep = ({ incidents, deliveries }: IncidentStep) => ({
  attributes: {
    'deckwatch.incidents': incidents.length,
    'deckwatch.deliveries': deliveries.length,
  },
})

const COMMIT = { isPart: true } as const
