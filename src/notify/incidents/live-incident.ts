import type { Incident, Place } from '../../core/incidents/incident.ts'
import { placesOf, withPlaces } from '../../core/incidents/places.ts'
import { cardKey, messageKey } from '../cards/card-keys.ts'
import { type Facts, sameFacts, withFacts } from './incident-facts.ts'
import { compareSeverity, type Sign } from './sign.ts'
import type { Placed, World } from './world.ts'

/** A message is not edited more often than this, unless it gets worse. */
const EDIT_MS = 10_000

type Live = {
  readonly sign: Sign
  readonly facts: Facts
  readonly known: Incident | undefined
  /** Since when it has to be held, and whether that is over. */
  readonly isDue: boolean
}

export type Step = {
  readonly next?: Incident
  /** Something will have to be done then, though nothing changes until. */
  readonly dueAt?: Date
}

/** What becomes of a trouble that nothing else tells of. */
export function liveIncident({ sign, facts, known, isDue }: Live, world: World): Step {
  if (!known) return isDue ? { next: opened(sign, facts, world) } : {}
  if (known.state === 'resolved') return isDue ? { next: reopened(known, facts, world) } : {}
  if (known.foldedInto !== undefined)
    return isDue ? { next: withFacts(unfolded(known, world), facts) } : {}
  return updated({ sign, facts, known }, world)
}

/** What becomes of one that another incident tells of. */
export function coveredIncident(
  known: Incident | undefined,
  teller: Incident | undefined,
  world: World,
): Step {
  if (known?.state !== 'open' || !teller || known.foldedInto === teller.id) return {}
  return { next: { ...known, foldedInto: teller.id, updatedAt: world.now.toISOString() } }
}

/** What becomes of one that nothing shows any more. */
export function goneIncident(known: Incident, world: World): Step {
  if (world.isBlind(known)) return {}
  const gone = world.goneSince(known)
  const over = new Date(gone.getTime() + world.clearMs(known))
  if (over > world.now) return { dueAt: over }
  const at = world.now.toISOString()
  const ended = { state: 'resolved', resolvedAt: gone.toISOString(), updatedAt: at } as const
  const unheard = world.unheardSince(known)
  const isUnseen = world.endedUnseen(known)
  return {
    next: {
      ...known,
      ...ended,
      ...(unheard && { unheardSince: unheard.toISOString() }),
      ...(isUnseen && !unheard && { endedUnseen: true }),
    },
  }
}

function opened(sign: Sign, facts: Facts, world: World): Incident {
  const at = world.now.toISOString()
  const { about, cause } = sign.finding
  return {
    id: world.newId(),
    version: 0,
    key: sign.key,
    state: 'open',
    detector: sign.detector.id,
    cause,
    about,
    ...facts,
    ...world.place(sign),
    since: sign.since.toISOString(),
    openedAt: at,
    updatedAt: at,
    times: 1,
    told: false,
  }
}

/** What gets worse may be told in more places; it never leaves one. */
function withMorePlaces(incident: Incident, { channel, route, by, also = [] }: Placed): Incident {
  const known = placesOf(incident)
  const found: readonly Place[] = [
    { channel, route, told: false, ...(by !== undefined && { by }) },
    ...also,
  ]
  const more = found.filter((place) => !known.some((one) => one.channel === place.channel))
  return more.length === 0 ? incident : { ...incident, also: [...known.slice(1), ...more] }
}

/** The same incident again: it flaps, and one message tells of it; not a digest of which all was over. */
function reopened(known: Incident, facts: Facts, world: World): Incident {
  const { now } = world
  const { resolvedAt: _, endedUnseen: __, ack: ___, foldedInto: ____, ...rest } = known
  const { escalations: _____, unheardSince: ______, ...unheard } = rest
  const at = now.toISOString()
  const times = known.times + 1
  const again = { ...unheard, state: 'open', times, reopenedAt: at, updatedAt: at } as const
  return withPlaces(withFacts(again, facts), (place) =>
    place.told && isLeft(place, known, world) ? withoutDigest(place) : place,
  )
}

/** A digest of which all is over, unless it is the incident's own message. */
const isLeft = (place: Place, known: Incident, { incidents }: World): boolean =>
  place.digest !== undefined &&
  messageKey(known, place) !== cardKey(known, place) &&
  !incidents.some(
    (incident) =>
      incident.state === 'open' &&
      placesOf(incident).some((it) => it.digest?.id === place.digest?.id),
  )

/** Nobody reads it any more: it is told anew. */
function withoutDigest(place: Place): Place {
  const { digest: _, toldAt: __, ...rest } = place
  return { ...rest, told: false }
}

function unfolded(known: Incident, { now }: World): Incident {
  const { foldedInto: _, ...rest } = known
  return { ...rest, updatedAt: now.toISOString() }
}

type Updating = Pick<Live, 'sign' | 'facts'> & { readonly known: Incident }

function updated({ sign, facts, known }: Updating, world: World): Step {
  const { now } = world
  if (sameFacts(known, facts) && !world.mustConfirm(known)) return {}
  const isWorse = compareSeverity(facts.severity, known.severity) > 0
  const dueAt = new Date(Date.parse(known.updatedAt) + EDIT_MS)
  if (!isWorse && dueAt > now) return { dueAt }
  const next = { ...withFacts(known, facts), updatedAt: now.toISOString() }
  return { next: isWorse ? withMorePlaces(next, world.place(sign)) : next }
}
