import type { Incident, Place } from '../../core/incidents/incident.ts'
import { isHeldBack, placesOf, withPlaces } from '../../core/incidents/places.ts'
import { lateDigests } from './quiet.ts'
import { compareSeverity } from './sign.ts'
import { stormDigests } from './storm.ts'
import type { World } from './world.ts'

export type Telling = {
  readonly incidents: readonly Incident[]
  /** When quiet hours are over that keep something back. */
  readonly dueAt?: Date
}

/** How one place of one incident is told now. */
type Due = 'not' | 'held' | 'late' | 'now'

/**
 * Marks those that are now to be told, channel by channel: on cards of their own, in a storm by a digest, after quiet
 * hours by a digest of what they kept back.
 */
export function tellOrder(incidents: readonly Incident[], world: World): Telling {
  const at = world.now.toISOString()
  const due = (place: Place, incident: Incident) => dueOf(place, incident, world)
  const those = (wanted: Due) =>
    incidents.flatMap((incident) =>
      placesOf(incident).flatMap((place) =>
        due(place, incident) === wanted ? [{ incident, place }] : [],
      ),
    )
  const late = lateDigests(those('late'), world)
  const storm = stormDigests(those('now'), world)

  const tell = (place: Place, incident: Incident): Place => {
    const when = due(place, incident)
    if (when === 'not') return isOverUnheard(incident) ? withoutHold(place) : place
    if (when === 'held') return place.heldSince === undefined ? { ...place, heldSince: at } : place
    const digest = (when === 'late' ? late : storm)(place.channel)
    return { ...withoutHold(place), told: true, toldAt: at, ...(digest && { digest }) }
  }
  const told = incidents.map((incident) => withPlaces(incident, (place) => tell(place, incident)))
  const dueAt = endOfHold(told, world)
  return { incidents: told, ...(dueAt && { dueAt }) }
}

function dueOf(place: Place, incident: Incident, world: World): Due {
  const { state, mute, foldedInto, severity } = incident
  if (place.told || foldedInto !== undefined || mute) return 'not'
  if (state === 'resolved' && place.heldSince === undefined) return 'not'
  const quiet = place.by === undefined ? undefined : world.quietNow(place.by)
  if (!quiet) return place.heldSince === undefined ? 'now' : 'late'
  const isHeld = state === 'resolved' || compareSeverity(severity, quiet.breaksThrough) < 0
  return isHeld ? 'held' : 'now'
}

/** It was over before anybody was to be told of it: another tells of it, or somebody muted it. */
const isOverUnheard = (incident: Incident): boolean =>
  incident.state === 'resolved' && isHeldBack(incident)

function withoutHold(place: Place): Place {
  if (place.heldSince === undefined) return place
  const { heldSince: _, ...rest } = place
  return rest
}

function endOfHold(incidents: readonly Incident[], { quietNow }: World): Date | undefined {
  const routes = new Set(
    incidents.flatMap((incident) =>
      isHeldBack(incident) ? placesOf(incident).flatMap(({ by }) => by ?? []) : [],
    ),
  )
  const ends = [...routes].flatMap((route) => quietNow(route)?.until ?? [])
  return ends.toSorted((one, other) => one.getTime() - other.getTime())[0]
}
