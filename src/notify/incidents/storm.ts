import type { DigestPlace, Incident, Place } from '../../core/incidents/incident.ts'
import { placesOf } from '../../core/incidents/places.ts'
import { cardKey, messageKey } from '../cards/card-keys.ts'
import type { World } from './world.ts'

/** More new ones than this in a channel within that time, or more that nobody there was shown yet, are one digest. */
export const MOST_NEW = 10
export const WITHIN_MS = 5 * 60_000
/** And it goes on until no more than these came within that time: what comes just so fast is not told both ways. */
const CALM = 5

export type Telling = { readonly incident: Incident; readonly place: Place }

/** What is to be told now. */
export type Coming = {
  readonly fresh: readonly Telling[]
  /** Kept back by quiet hours that are over. */
  readonly late: readonly Telling[]
  /** Told on a card of their own that nobody was shown yet. */
  readonly waiting: readonly Telling[]
  /** The same, and over by now. */
  readonly missed: readonly Telling[]
}

/** How a channel tells of what comes: each answer is the next place in its digest; nothing is a card of its own. */
type Channel = {
  /** For what is new or waits. */
  crowded(): DigestPlace | undefined
  /** For what came and went before anybody was shown it: it is counted. */
  missed(): DigestPlace
  /** For what quiet hours kept back: one that is alone has a card of its own. */
  late(): DigestPlace | undefined
  /** The card that becomes the digest, because a message of its own would be one too many. */
  readonly taken: Incident | undefined
}

export type Channels = ReadonlyMap<string, Channel>

/**
 * Gathers in one digest of each channel what came in a storm, what quiet hours kept back, and what waits there because
 * Slack is away or slow: people are told by no more than ten messages in five minutes.
 */
export function gather(coming: Coming, world: World): Channels {
  const told = byChannel(
    world.incidents.flatMap((incident) =>
      placesOf(incident).flatMap((place) => (place.told ? [{ incident, place }] : [])),
    ),
  )
  const { fresh, late, waiting, missed } = coming
  const here = [fresh, late, waiting, missed].map(byChannel)
  const channels = new Set(here.flatMap((some) => [...some.keys()]))
  return new Map(
    [...channels].map((channel) => {
      const [now = [], kept = [], unshown = [], over = []] = here.map(
        (some) => some.get(channel) ?? [],
      )
      const those = { fresh: now, late: kept, waiting: unshown, missed: over }
      return [channel, channelNow(told.get(channel) ?? [], those, world)]
    }),
  )
}

const byChannel = (some: readonly Telling[]) => Map.groupBy(some, ({ place }) => place.channel)

function channelNow(told: readonly Telling[], coming: Coming, world: World): Channel {
  const since = new Date(world.now.getTime() - WITHIN_MS).toISOString()
  const recent = told.filter(({ incident, place }) => (place.toldAt ?? incident.openedAt) >= since)
  const unshown = unshownDigest(told, world)
  const begun = lastDigest(recent) ?? unshown
  const together = isTogether(coming.late, begun)
  const fresh = coming.fresh.length + (together ? 0 : coming.late.length)
  const behind = told.filter(({ incident, place }) => isIn(unshown, place) && isOpen(incident))
  const isCounted = coming.missed.length > 0 || together
  const isStorm = newIn(recent, { begun, isCounted }) + fresh > limitIn(recent)
  const isCrowded = isStorm || coming.waiting.length + behind.length + fresh > MOST_NEW
  const isNeeded = isCounted || (isCrowded && fresh + coming.waiting.length > 0)
  const taken = isNeeded && !begun ? newestOfAll(recent, world) : undefined
  const next = counter(begun ?? (taken && digestOn(taken)), told, world)
  const crowded = () => (isCrowded ? next(isStorm ? {} : { late: true }) : undefined)
  return {
    crowded,
    missed: () => next({ late: true }),
    late: () => (together ? next({ quiet: true }) : crowded()),
    taken: taken?.incident,
  }
}

/** Whether quiet hours kept back more than one card says. */
const isTogether = (late: readonly Telling[], begun: DigestPlace | undefined): boolean =>
  late.length > 1 ||
  (late.length === 1 && (begun !== undefined || late[0]?.incident.state === 'resolved'))

type Digest = { readonly begun: DigestPlace | undefined; readonly isCounted: boolean }

/** How many are new; all that quiet hours kept back, or that came and went unseen, are as one. */
function newIn(recent: readonly Telling[], { begun, isCounted }: Digest): number {
  const each = recent.filter(({ place }) => !place.digest?.quiet)
  return each.length + (recent.length > each.length || (isCounted && !begun) ? 1 : 0)
}

const limitIn = (recent: readonly Telling[]): number =>
  recent.some(({ place: { digest } }) => digest && !digest.quiet && !digest.late) ? CALM : MOST_NEW

/** The newest card, once there are as many as one channel is to have. */
function newestOfAll(recent: readonly Telling[], { isUnshown }: World): Telling | undefined {
  const shown = recent.filter(({ incident, place }) => !isUnshown(messageKey(incident, place)))
  if (shown.length < MOST_NEW) return undefined
  return shown.reduce((one, other) =>
    (other.place.toldAt ?? '') >= (one.place.toldAt ?? '') ? other : one,
  )
}

/** The place of an incident whose card tells of others from now on. */
export const becomeDigest = (place: Place, incident: Incident): Place => ({
  ...place,
  digest: digestOn({ incident, place }),
})

/** Its id is that of the incident, so that what keeps the digest keeps its message. */
const digestOn = ({ incident, place }: Telling): DigestPlace => ({
  id: incident.id,
  number: 1,
  card: cardKey(incident, place),
})

/** The digest of the channel that nobody was shown yet. */
const unshownDigest = (told: readonly Telling[], { isUnshown }: World): DigestPlace | undefined =>
  lastDigest(
    told.filter(({ incident, place }) => place.digest && isUnshown(messageKey(incident, place))),
  )

const lastDigest = (told: readonly Telling[]): DigestPlace | undefined =>
  told.findLast(({ place }) => place.digest)?.place.digest

const isIn = (wanted: DigestPlace | undefined, { digest }: Place): boolean =>
  wanted !== undefined && digest?.id === wanted.id

const isOpen = ({ state, foldedInto, mute }: Incident): boolean =>
  state === 'open' && foldedInto === undefined && !mute

/** The next places of a digest; a new one when there is none to go on with. */
function counter(begun: DigestPlace | undefined, told: readonly Telling[], { newId }: World) {
  let id = begun?.id
  let number = Math.max(
    begun?.number ?? 0,
    ...told.flatMap(({ place: { digest } }) => (digest?.id === id ? (digest?.number ?? 0) : [])),
  )
  return (why: Pick<DigestPlace, 'late' | 'quiet'>): DigestPlace => {
    id ??= newId()
    return { id, number: ++number, ...why, ...(begun?.card !== undefined && { card: begun.card }) }
  }
}
