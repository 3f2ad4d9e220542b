import type { Incident } from '../../core/incidents/incident.ts'
import { placesOf } from '../../core/incidents/places.ts'
import { isOwn } from '../blindness/own.ts'
import { cardedPlaces } from '../cards/card-keys.ts'

/** One that flaps is not looked into again before that. */
const AGAIN_MS = 10 * 60_000
/** After a storm's last new incident, nothing is read for so long. */
const STORM_MS = 5 * 60_000

/** Incidents of which the thread below their own card does not say more yet. */
export function dueDetails(incidents: readonly Incident[], now: Date): readonly Incident[] {
  const since = new Date(now.getTime() - STORM_MS).toISOString()
  const isStorm = incidents.some((one) => one.openedAt >= since && cameInStorm(one))
  return isStorm ? [] : incidents.filter((incident) => isDue(incident, now))
}

const cameInStorm = (incident: Incident): boolean =>
  placesOf(incident).some(({ digest }) => digest && !digest.quiet)

function isDue(incident: Incident, now: Date): boolean {
  const { state, mute, foldedInto, detailed, times, about } = incident
  if (state !== 'open' || mute || foldedInto !== undefined) return false
  if (isOwn(about) || cardedPlaces(incident).length === 0) return false
  if (!detailed) return true
  return detailed.times < times && now.getTime() - Date.parse(detailed.at) > AGAIN_MS
}
