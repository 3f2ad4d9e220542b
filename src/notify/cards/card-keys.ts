import type { DigestPlace, Escalation, Incident, Place } from '../../core/incidents/incident.ts'
import { placesOf } from '../../core/incidents/places.ts'

/** The message of an incident in one of its channels. */
export const cardKey = (incident: Incident, { channel }: Pick<Place, 'channel'>): string =>
  `incident/${incident.id}/card${channel === incident.channel ? '' : `/${channel}`}`

export const digestKey = ({ id, card }: Pick<DigestPlace, 'id' | 'card'>): string =>
  card ?? `digest/${id}/card`

/** The message that tells of an incident in one of its channels: its own, or a digest. */
export const messageKey = (incident: Incident, place: Place): string =>
  place.digest ? digestKey(place.digest) : cardKey(incident, place)

/** Which incident a message is of. */
export const incidentOfKey = (key: string): string | undefined =>
  /^incident\/([^/]+)\//.exec(key)?.[1]

/** Where it has a card of its own. */
export const cardedPlaces = (incident: Incident): readonly Place[] =>
  placesOf(incident).filter(({ told, digest }) => told && !digest)

/** What people are called with; once for each beginning of an incident. */
export const escalationKey = (
  { id, times }: Pick<Incident, 'id' | 'times'>,
  { by, step }: Escalation,
): string => `incident/${id}/escalation-${times}/${by}/${step}`
