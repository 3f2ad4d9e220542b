import type { Delivery } from '../../core/delivery.ts'
import type { DigestPlace, Escalation, Incident } from '../../core/incidents/incident.ts'
import { placesOf } from '../../core/incidents/places.ts'
import type { Change } from '../incidents/world.ts'
import { digestKey, escalationKey, messageKey } from './card-keys.ts'
import { digestEscalation, escalationCard, escalationNote } from './escalation-card.ts'

/** Who is called by these changes, and what stands where people were called before. */
export function escalations(
  changes: readonly Change[],
  all: readonly Incident[],
): readonly Delivery[] {
  return changes.flatMap((change) => {
    const { before, next } = change
    const { escalations: made = [] } = next
    const known = before?.escalations?.length ?? 0
    const fresh = made.slice(known)
    const old = isEnded(change) ? made.slice(0, known) : []
    return [
      ...fresh.flatMap((called) => below(called, next, all)),
      ...old.flatMap((called) => elsewhere(called, next)),
    ]
  })
}

const isEnded = ({ before, next }: Change): boolean =>
  (before?.state === 'open' && next.state === 'resolved') ||
  (!before?.ack && next.ack !== undefined)

/** In the thread of the card, or of the digest that tells of it. */
function below(called: Escalation, incident: Incident, all: readonly Incident[]): Delivery[] {
  const place = placesOf(incident).find(({ channel }) => channel === called.from)
  if (!place) return []
  if (place.digest) return ofDigest(called, place.digest, all)
  return [
    {
      key: `${escalationKey(incident, called)}/thread`,
      to: { threadOf: messageKey(incident, place) },
      view: escalationNote(incident, called),
    },
    ...elsewhere(called, incident),
  ]
}

/** One message for all of a digest: a storm calls people once. */
function ofDigest(called: Escalation, place: DigestPlace, all: readonly Incident[]): Delivery[] {
  const { id } = place
  const unheeded = all.filter(
    (it) =>
      it.state === 'open' &&
      !it.ack &&
      !it.mute &&
      placesOf(it).some(({ digest }) => digest?.id === id),
  )
  const key = `digest/${id}/escalation/${called.by}/${called.step}`
  const view = digestEscalation(unheeded.length, called)
  const { channel } = called
  return [
    { key: `${key}/thread`, to: { threadOf: digestKey(place) }, view },
    ...(channel === undefined ? [] : [{ key, to: { channelId: channel }, view }]),
  ]
}

function elsewhere(called: Escalation, incident: Incident): Delivery[] {
  const place = placesOf(incident).find(({ channel }) => channel === called.from)
  if (called.channel === undefined || place?.digest) return []
  return [
    {
      key: escalationKey(incident, called),
      to: { channelId: called.channel },
      view: escalationCard(incident, called),
    },
  ]
}
