import type { Escalation, Incident, Place } from '../../core/incidents/incident.ts'
import { knownSince, placesOf } from '../../core/incidents/places.ts'
import type { EscalationStep } from '../routes/route-settings.ts'
import { compareSeverity } from './sign.ts'
import type { World } from './world.ts'

export type Escalated = {
  readonly incidents: readonly Incident[]
  /** When the next step is due. */
  readonly dueAt?: Date
}

/** Marks whom to call by now because nobody acknowledged what was told: each step of a route once. */
export function escalate(incidents: readonly Incident[], world: World): Escalated {
  const waiting: Date[] = []
  const after = incidents.map((incident) => {
    if (!isUnheeded(incident)) return incident
    const steps = placesOf(incident).flatMap((place) => stepsOf(place, incident, world))
    const due = steps.filter(({ at }) => at <= world.now)
    waiting.push(...steps.flatMap(({ at }) => (at > world.now ? at : [])))
    if (due.length === 0) return incident
    const { escalations = [] } = incident
    return { ...incident, escalations: [...escalations, ...due.map(({ called }) => called)] }
  })
  const dueAt = waiting.toSorted((one, other) => one.getTime() - other.getTime())[0]
  return { incidents: after, ...(dueAt && { dueAt }) }
}

const isUnheeded = ({ state, ack, mute, foldedInto }: Incident): boolean =>
  state === 'open' && !ack && !mute && foldedInto === undefined

/** What is still to be done for one place, and when. Quiet hours put it off. */
function stepsOf(place: Place, incident: Incident, world: World) {
  const { by, told } = place
  const since = knownSince(incident, place)
  if (by === undefined || !told || since === undefined) return []
  const done = new Set(
    (incident.escalations ?? []).flatMap((one) => (one.by === by ? one.step : [])),
  )
  const quiet = quietFor(incident, by, world)
  return world.escalation(by).flatMap((step, i) => {
    const due = new Date(Date.parse(since) + step.after)
    const at = quiet && due <= world.now ? quiet.until : due
    if (!at || done.has(i + 1)) return []
    return [{ at, called: calling(step, { by, step: i + 1, from: place.channel }, world) }]
  })
}

function quietFor(incident: Incident, route: string, { quietNow }: World) {
  const quiet = quietNow(route)
  return quiet && compareSeverity(incident.severity, quiet.breaksThrough) < 0 ? quiet : undefined
}

const calling = (
  { channel, users, groups }: EscalationStep,
  which: Pick<Escalation, 'by' | 'step' | 'from'>,
  { now }: World,
): Escalation => ({
  ...which,
  at: now.toISOString(),
  ...(channel !== undefined && { channel }),
  ...(users && { users }),
  ...(groups && { groups }),
})
