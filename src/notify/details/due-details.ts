import type { Incident } from '../../core/incidents/incident.ts'
import { knownSince, placesOf } from '../../core/incidents/places.ts'
import { isOwn } from '../blindness/own.ts'
import { cardedPlaces } from '../cards/card-keys.ts'

/** A storm begins with a few: what it is shows only then. */
const CALM_MS = 10_000
/** What was told longer ago is not news any more: a storm, or an outage, was in between. */
const FRESH_MS = 5 * 60_000
/** After a storm's last new incident, nothing is read for so long. */
const STORM_MS = 5 * 60_000
/** One that flaps is not looked into again before that. */
const AGAIN_MS = 10 * 60_000

export type DueDetails = {
  readonly now: readonly Incident[]
  /** When others will be, in ms; undefined where there are none. */
  readonly inMs?: number
}

/** Incidents of which the thread below their own card does not say more yet. */
export function dueDetails(incidents: readonly Incident[], now: Date): DueDetails {
  const wanting = incidents.flatMap((incident) => {
    const age = ageOf(incident, now)
    return age !== undefined && age < FRESH_MS && isWanting(incident, now)
      ? [{ incident, age }]
      : []
  })
  if (wanting.length === 0 || isStorm(incidents, now)) return { now: [] }
  const waits = wanting.flatMap(({ age }) => (age < CALM_MS ? CALM_MS - age : []))
  return {
    now: wanting.flatMap(({ incident, age }) => (age < CALM_MS ? [] : incident)),
    ...(waits.length > 0 && { inMs: Math.min(...waits) }),
  }
}

function isWanting(incident: Incident, now: Date): boolean {
  const { state, mute, foldedInto, detailed, times, about } = incident
  if (state !== 'open' || mute || foldedInto !== undefined || isOwn(about)) return false
  if (!detailed) return true
  return detailed.times < times && now.getTime() - Date.parse(detailed.at) > AGAIN_MS
}

/** Since its own card first told of it, or told that it began again. */
function ageOf(incident: Incident, now: Date): number | undefined {
  const [place] = cardedPlaces(incident)
  return place && now.getTime() - Date.parse(knownSince(incident, place) ?? incident.openedAt)
}

function isStorm(incidents: readonly Incident[], now: Date): boolean {
  const since = new Date(now.getTime() - STORM_MS).toISOString()
  return incidents.some(
    (incident) =>
      incident.openedAt >= since &&
      placesOf(incident).some(({ digest }) => digest && !digest.quiet),
  )
}
