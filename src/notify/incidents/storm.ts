import type { Incident } from '../../core/incidents/incident.ts'
import { placesOf } from '../../core/incidents/places.ts'
import type { DigestOf, Telling } from './quiet.ts'
import type { World } from './world.ts'

/** More new ones than this in a channel within that time are told in one digest. */
const MOST_NEW = 10
const WITHIN_MS = 5 * 60_000

/** What the next new one in a channel gets: nothing while it is calm, its place in the digest in a storm. */
export function stormDigests(fresh: readonly Telling[], world: World): DigestOf {
  const byChannel = Map.groupBy(fresh, ({ place }) => place.channel)
  const channels = new Map(
    [...byChannel].map(([channel, those]) => [channel, channelNow(channel, those.length, world)]),
  )
  return (channel) => channels.get(channel)?.()
}

function channelNow(channel: string, fresh: number, { now, incidents, newId }: World) {
  const since = new Date(now.getTime() - WITHIN_MS).toISOString()
  const here = (incident: Incident) =>
    placesOf(incident).filter((place) => place.channel === channel && place.told)
  const recent = incidents.filter(({ openedAt }) => openedAt >= since).flatMap(here)
  if (recent.length + fresh <= MOST_NEW) return () => undefined

  const storms = recent.flatMap(({ digest }) => (digest && !digest.quiet ? digest : []))
  const id = storms.at(-1)?.id ?? newId()
  const numbers = incidents
    .flatMap(here)
    .flatMap(({ digest }) => (digest?.id === id ? digest.number : []))
  let number = Math.max(0, ...numbers)
  return () => ({ id, number: ++number })
}
