import type { DigestPlace, Incident, Place } from '../../core/incidents/incident.ts'
import { placesOf } from '../../core/incidents/places.ts'
import { digestKey } from '../cards/card-keys.ts'
import type { DigestOf, Telling } from './quiet.ts'
import type { World } from './world.ts'

/** More new ones than this in a channel within that time, or more that nobody there was shown yet, are one digest. */
export const MOST_NEW = 10
export const WITHIN_MS = 5 * 60_000

export type Coming = {
  /** To be told now. */
  readonly fresh: readonly Telling[]
  /** Told on a card of their own that nobody was shown yet. */
  readonly waiting: readonly Telling[]
  /** The same, and over by now. */
  readonly missed: readonly Telling[]
}

export type Gathering = {
  /** For what is new or waits: nothing while a card for each is not too much. */
  readonly crowded: DigestOf
  /** For what came and went before anybody was shown it: it is counted. */
  readonly missed: DigestOf
}

/** Gathers in one digest of a channel what came in a storm, and what waits there because Slack is away or slow. */
export function gather(coming: Coming, world: World): Gathering {
  const told = Map.groupBy(
    world.incidents.flatMap((incident) =>
      placesOf(incident).flatMap((place) => (place.told ? [{ incident, place }] : [])),
    ),
    ({ place }) => place.channel,
  )
  const { fresh, waiting, missed } = coming
  const channels = new Map(
    [...new Set([...fresh, ...waiting, ...missed].map(({ place }) => place.channel))].map(
      (channel) => {
        const here = (some: readonly Telling[]) =>
          some.filter(({ place }) => place.channel === channel).length
        const counts = { fresh: here(fresh), waiting: here(waiting) }
        return [channel, channelNow(told.get(channel) ?? [], counts, world)]
      },
    ),
  )
  return {
    crowded: (channel) => channels.get(channel)?.crowded(),
    missed: (channel) => channels.get(channel)?.missed(),
  }
}

type Counts = { readonly fresh: number; readonly waiting: number }

function channelNow(told: readonly Telling[], { fresh, waiting }: Counts, world: World) {
  const since = new Date(world.now.getTime() - WITHIN_MS).toISOString()
  const recent = told.filter(({ incident }) => incident.openedAt >= since)
  const unshown = unshownDigest(told, world)
  const behind = told.filter(({ incident, place }) => isIn(unshown, place) && isOpen(incident))
  const isStorm = recent.length + fresh > MOST_NEW
  const isCrowded = isStorm || waiting + behind.length + fresh > MOST_NEW
  const storm = recent.flatMap(({ place: { digest } }) => (digest && !digest.quiet ? digest : []))
  const next = counter(storm.at(-1)?.id ?? unshown, told, world)
  return {
    crowded: () => (isCrowded ? next(!isStorm) : undefined),
    missed: () => next(true),
  }
}

/** The digest of the channel that nobody was shown yet. */
const unshownDigest = (told: readonly Telling[], { isUnshown }: World): string | undefined =>
  [...new Set(told.flatMap(({ place: { digest } }) => (digest && !digest.quiet ? digest.id : [])))]
    .filter((id) => isUnshown(digestKey(id)))
    .at(-1)

const isIn = (id: string | undefined, { digest }: Place): boolean =>
  id !== undefined && digest?.id === id

const isOpen = ({ state, foldedInto, mute }: Incident): boolean =>
  state === 'open' && foldedInto === undefined && !mute

/** The next places of a digest; a new one when there is none to go on with. */
function counter(begun: string | undefined, told: readonly Telling[], { newId }: World) {
  let id = begun
  let number = Math.max(
    0,
    ...told.flatMap(({ place: { digest } }) => (digest?.id === begun ? (digest?.number ?? 0) : [])),
  )
  return (late: boolean): DigestPlace => {
    id ??= newId()
    return { id, number: ++number, ...(late && { late }) }
  }
}
