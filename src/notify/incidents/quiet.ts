import type { Incident, Place } from '../../core/incidents/incident.ts'
import { placesOf } from '../../core/incidents/places.ts'
import type { World } from './world.ts'

export type Telling = { readonly incident: Incident; readonly place: Place }

/** For a channel, the next place in the digest that tells of one more there; nothing where each has its own card. */
export type DigestOf = (channel: string) => Place['digest'] | undefined

/**
 * What quiet hours kept back, once they are over: one digest in each channel, which also counts what came and went. One
 * that is alone has a card of its own.
 */
export function lateDigests(late: readonly Telling[], world: World): DigestOf {
  const byChannel = Map.groupBy(late, ({ place }) => place.channel)
  const digests = new Map(
    [...byChannel].flatMap(([channel, those]) => {
      const begun = begunDigest(channel, world)
      if (!begun && those.length === 1 && !those.some(isOver)) return []
      return [[channel, counting(begun ?? { id: world.newId(), number: 0 })] as const]
    }),
  )
  return (channel) => digests.get(channel)?.()
}

const isOver = ({ incident }: Telling) => incident.state === 'resolved'

/** Many are told in several steps of the store: in one digest. */
const SAME_MORNING_MS = 5 * 60_000

function begunDigest(channel: string, { incidents, now }: World): Place['digest'] {
  const since = new Date(now.getTime() - SAME_MORNING_MS).toISOString()
  return incidents
    .flatMap(placesOf)
    .filter((place) => place.channel === channel && (place.toldAt ?? '') >= since)
    .flatMap(({ digest }) => (digest?.quiet ? digest : []))
    .toSorted((one, other) => one.number - other.number)
    .at(-1)
}

function counting({ id, number: last }: NonNullable<Place['digest']>) {
  let number = last
  return () => ({ id, number: ++number, quiet: true })
}
