import type { Incident, Place } from './incident.ts'

/** Every channel in which an incident is told, its own first. */
export const placesOf = (incident: Incident): readonly Place[] => [
  incident,
  ...(incident.also ?? []),
]

/** The incident with each of its places as the function wants it; itself where nothing changes. */
export function withPlaces(incident: Incident, change: (place: Place) => Place): Incident {
  const { also = [] } = incident
  const own = change(incident)
  const others = also.map(change)
  const isSame = own === incident && others.every((place, i) => place === also[i])
  if (isSame) return incident
  const { told: _, toldAt: __, digest: ___, heldSince: ____, ...rest } = incident
  return { ...rest, ...placeOf(own), ...(others.length > 0 && { also: others }) }
}

/** Quiet hours keep the telling back in one of its channels. */
export const isHeldBack = (incident: Incident): boolean =>
  placesOf(incident).some(({ told, heldSince }) => !told && heldSince !== undefined)

/** Since when people there know that it goes on: they were told, or it began again on the message that they have. */
export function knownSince({ reopenedAt }: Incident, { toldAt }: Place): string | undefined {
  return toldAt !== undefined && reopenedAt !== undefined && reopenedAt > toldAt
    ? reopenedAt
    : toldAt
}

function placeOf({ channel, route, by, told, toldAt, digest, heldSince }: Place): Place {
  return {
    channel,
    route,
    told,
    ...(by !== undefined && { by }),
    ...(toldAt !== undefined && { toldAt }),
    ...(digest && { digest }),
    ...(heldSince !== undefined && { heldSince }),
  }
}
