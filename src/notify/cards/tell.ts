import type { Delivery } from '../../core/delivery.ts'
import type { Incident } from '../../core/incidents/incident.ts'
import { placesOf } from '../../core/incidents/places.ts'
import { join, text, time } from '../../core/text.ts'
import { view } from '../../core/view.ts'
import type { Change } from '../incidents/world.ts'
import { cardedPlaces, cardKey } from './card-keys.ts'
import { digestCard } from './digest-card.ts'
import { escalations } from './escalations.ts'
import { incidentCard, LINES_SHOWN, sayLasted } from './incident-card.ts'

/** What messages should say once these changes are made. Nothing for those that nobody was told of. */
export function tell(changes: readonly Change[], known: readonly Incident[]): readonly Delivery[] {
  const after = new Map(known.map((incident) => [incident.id, incident]))
  for (const { next } of changes) after.set(next.id, next)
  const all = [...after.values()]
  return [
    ...changes.flatMap((change) => [...cards(change.next, after), ...thread(change)]),
    ...digests(changes, all),
    ...escalations(changes, all),
  ]
}

/** One in each of its channels, each with the route that led there. */
const cards = (incident: Incident, after: ReadonlyMap<string, Incident>): readonly Delivery[] =>
  cardedPlaces(incident).map((place) => ({
    key: cardKey(incident, place),
    to: { channelId: place.channel },
    view: incidentCard({ ...incident, route: place.route }, after.get(incident.foldedInto ?? '')),
  }))

/**
 * What is added below the card, in the first of its channels: evidence that has no room on it, a new beginning, and the
 * end.
 */
function thread({ before, next }: Change): readonly Delivery[] {
  const { id, times, evidence, since, resolvedAt } = next
  const [place] = cardedPlaces(next)
  if (!place || next.foldedInto !== undefined) return []
  const below = (name: string, words: Parameters<typeof text>) => ({
    key: `incident/${id}/thread/${name}`,
    to: { threadOf: cardKey(next, place) },
    view: view('plain', text(...words)),
  })
  const say = (...words: Parameters<typeof text>) => words
  const isNew = !before || cardedPlaces(before).length === 0
  if (isNew && evidence.length > LINES_SHOWN)
    return [below('opened', say`All that shows it:\n${join(evidence, '\n')}`)]
  if (before?.state === 'open' && next.state === 'resolved')
    return [
      below(
        `over-${times}`,
        say`Over at ${time(new Date(resolvedAt ?? since))}: ${sayLasted(next)}.`,
      ),
    ]
  if (before && before.times < times) return [below(`again-${times}`, say`It began again.`)]
  return []
}

/** Every digest that tells of one of the changes. */
function digests(changes: readonly Change[], all: readonly Incident[]): readonly Delivery[] {
  const touched = new Map(
    changes.flatMap(({ next }) =>
      placesOf(next).flatMap(({ told, digest, channel }) =>
        told && digest ? [[digest.id, channel] as const] : [],
      ),
    ),
  )
  return [...touched].map(([id, channelId]) => ({
    key: `digest/${id}/card`,
    to: { channelId },
    view: digestCard(id, all),
  }))
}
