import type { Incident } from '../../core/incidents/incident.ts'
import type { World } from './world.ts'

/** More new ones than this in a channel within that time are told in one digest. */
const MOST_NEW = 10
const WITHIN_MS = 5 * 60_000

/** Marks those that are now to be told, in a storm by a digest. */
export function tellOrder(incidents: readonly Incident[], world: World): readonly Incident[] {
  const fresh = incidents.filter(isUntold)
  const channels = new Map(
    [...new Set(fresh.map(({ channel }) => channel))].map((channel) => [
      channel,
      channelNow(channel, fresh, world),
    ]),
  )
  return incidents.map((incident) => {
    if (!isUntold(incident)) return incident
    const digest = channels.get(incident.channel)?.()
    return { ...incident, told: true, ...(digest && { digest }) }
  })
}

const isUntold = ({ state, told, mute, foldedInto }: Incident): boolean =>
  state === 'open' && !told && !mute && foldedInto === undefined

/** What the next new one in a channel gets: nothing while it is calm, its place in the digest in a storm. */
function channelNow(channel: string, fresh: readonly Incident[], { now, incidents, newId }: World) {
  const since = new Date(now.getTime() - WITHIN_MS).toISOString()
  const here = (incident: Incident) => incident.channel === channel
  const recent = incidents.filter((it) => here(it) && it.told && it.openedAt >= since)
  if (recent.length + fresh.filter(here).length <= MOST_NEW) return () => undefined

  const last = recent.flatMap(({ digest }) => digest ?? []).at(-1)
  const id = last?.id ?? newId()
  const numbers = incidents.flatMap(({ digest }) => (digest?.id === id ? digest.number : []))
  let number = Math.max(0, ...numbers)
  return () => ({ id, number: ++number })
}
