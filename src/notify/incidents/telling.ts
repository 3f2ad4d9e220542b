import type { Incident, Place } from '../../core/incidents/incident.ts'
import { isHeldBack, placesOf, withPlaces } from '../../core/incidents/places.ts'
import { cardKey, messageKey } from '../cards/card-keys.ts'
import { compareSeverity } from './sign.ts'
import { becomeDigest, type Channels, gather } from './storm.ts'
import type { World } from './world.ts'

export type Telling = {
  readonly incidents: readonly Incident[]
  /** When quiet hours are over that keep something back. */
  readonly dueAt?: Date
}

/**
 * How one place of one incident is told now. Of those with a card that nobody was shown yet: it is `waiting`, it was
 * `missed` (over by now), or it is `moot` (muted, or told with another).
 */
type Due = 'not' | 'held' | 'late' | 'now' | 'waiting' | 'missed' | 'moot'

/**
 * Marks those that are now to be told, channel by channel: on cards of their own, in a storm or a backlog by a digest,
 * after quiet hours by a digest of what they kept back.
 */
export function tellOrder(incidents: readonly Incident[], world: World): Telling {
  const due = (place: Place, incident: Incident) => dueOf(place, incident, world)
  const byDue = Map.groupBy(
    incidents.flatMap((incident) => placesOf(incident).map((place) => ({ incident, place }))),
    ({ incident, place }) => due(place, incident),
  )
  const those = (wanted: Due) => byDue.get(wanted) ?? []
  const channels = gather(
    {
      fresh: those('now'),
      late: those('late'),
      waiting: those('waiting'),
      missed: those('missed'),
    },
    world,
  )
  const ways = waysNow(channels, world)
  const told = withTakenFirst(channels, incidents).map((incident) =>
    withCallsOfCards(
      withPlaces(incident, (place) => ways[due(place, incident)](place, incident)),
      incident,
    ),
  )
  const dueAt = endOfHold(told, world)
  return { incidents: told, ...(dueAt && { dueAt }) }
}

type Ways = Readonly<Record<Due, (place: Place, incident: Incident) => Place>>

function waysNow(channels: Channels, { now }: World): Ways {
  const at = now.toISOString()
  const here = ({ channel }: Place) => channels.get(channel)
  return {
    not: (place, incident) => {
      if (here(place)?.taken?.id === incident.id) return becomeDigest(place, incident)
      return isOverUnheard(incident) ? withoutHold(place) : place
    },
    held: (place) => (place.heldSince === undefined ? { ...place, heldSince: at } : place),
    late: (place) => toldNow(place, { at, digest: here(place)?.late() }),
    now: (place) => toldNow(place, { at, digest: here(place)?.crowded() }),
    waiting: (place) => inDigest(place, here(place)?.crowded()),
    missed: (place) => inDigest(place, here(place)?.missed()),
    moot: untold,
  }
}

/** First of all those whose cards become digests: until that is written, nothing else may be put there. */
function withTakenFirst(channels: Channels, incidents: readonly Incident[]): readonly Incident[] {
  const taken = [...channels.values()].flatMap((channel) => channel.taken ?? [])
  if (taken.length === 0) return incidents
  return [...new Map([...taken, ...incidents].map((incident) => [incident.id, incident])).values()]
}

/** Whether a card of its own stands for it that nobody was shown yet. */
export const isUnshown = (incident: Incident, world: Pick<World, 'isUnshown'>): boolean =>
  placesOf(incident).some((place) => isUnshownAt(place, incident, world))

const isUnshownAt = (place: Place, incident: Incident, world: Pick<World, 'isUnshown'>): boolean =>
  place.told && !place.digest && world.isUnshown(cardKey(incident, place))

function dueOf(place: Place, incident: Incident, world: World): Due {
  if (isUnshownAt(place, incident, world)) return unshownDue(incident)
  const { state, mute, foldedInto, severity } = incident
  if (place.told || foldedInto !== undefined || mute) return 'not'
  if (state === 'resolved' && place.heldSince === undefined) return 'not'
  const quiet = place.by === undefined ? undefined : world.quietNow(place.by)
  if (!quiet) return place.heldSince === undefined ? 'now' : 'late'
  const isHeld = state === 'resolved' || compareSeverity(severity, quiet.breaksThrough) < 0
  return isHeld ? 'held' : 'now'
}

function unshownDue({ state, mute, foldedInto }: Incident): Due {
  if (foldedInto !== undefined || (mute && state === 'open')) return 'moot'
  return state === 'resolved' ? 'missed' : 'waiting'
}

type Told = { readonly at: string; readonly digest: Place['digest'] }

const toldNow = (place: Place, { at, digest }: Told): Place => ({
  ...withoutHold(place),
  told: true,
  toldAt: at,
  ...(digest && { digest }),
})

const inDigest = (place: Place, digest: Place['digest']): Place =>
  digest ? { ...place, digest } : place

function untold(place: Place): Place {
  const { toldAt: _, ...rest } = place
  return { ...rest, told: false }
}

/** Calls that went below a card which nobody saw are made anew, by the digest that tells of it now. */
function withCallsOfCards(next: Incident, before: Incident): Incident {
  const { escalations, ...rest } = next
  if (next === before || !escalations) return next
  const keys = new Set(placesOf(before).map((place) => messageKey(before, place)))
  const moved = new Set(
    placesOf(next).flatMap((place) => (keys.has(messageKey(next, place)) ? [] : place.channel)),
  )
  const kept = escalations.filter(({ from }) => !moved.has(from))
  if (kept.length === escalations.length) return next
  return { ...rest, ...(kept.length > 0 && { escalations: kept }) }
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
