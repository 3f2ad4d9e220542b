import type { Delivery, Urgency } from '../../core/delivery.ts'
import type { DigestPlace, Incident, Place } from '../../core/incidents/incident.ts'
import { placesOf } from '../../core/incidents/places.ts'
import { join, text, time } from '../../core/text.ts'
import { view } from '../../core/view.ts'
import type { Change } from '../incidents/world.ts'
import { cardedPlaces, cardKey, digestKey } from './card-keys.ts'
import { digestCard } from './digest-card.ts'
import { escalations } from './escalations.ts'
import { incidentCard, LINES_SHOWN, sayLasted } from './incident-card.ts'

/** What messages should say once these changes are made. Nothing for those that nobody was told of. */
export function tell(changes: readonly Change[], known: readonly Incident[]): readonly Delivery[] {
  const after = new Map(known.map((incident) => [incident.id, incident]))
  for (const { next } of changes) after.set(next.id, next)
  const all = [...after.values()]
  return [
    ...changes.flatMap((change) => [...cards(change, after), ...thread(change)]),
    ...digests(changes, all),
    ...escalations(changes, all),
  ]
}

/** One in each of its channels, each with the route that led there. */
const cards = (
  { before, next: incident }: Change,
  after: ReadonlyMap<string, Incident>,
): readonly Delivery[] =>
  cardedPlaces(incident).map((place) => ({
    key: cardKey(incident, place),
    to: { channelId: place.channel },
    urgency: isToldAt(place, before) ? urgencyOfEdit(incident) : urgencyOfNews(incident),
    view: incidentCard({ ...incident, route: place.route }, after.get(incident.foldedInto ?? '')),
  }))

const isToldAt = (place: Place, before: Incident | undefined): boolean =>
  before !== undefined && cardedPlaces(before).some(({ channel }) => channel === place.channel)

const urgencyOfNews = ({ severity }: Incident): Urgency =>
  severity === 'critical' ? 'alarm' : 'news'

const urgencyOfEdit = ({ state }: Incident): Urgency => (state === 'resolved' ? 'end' : 'change')

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
    urgency: 'detail' as const,
    view: view('plain', text(...words)),
  })
  const say = (...words: Parameters<typeof text>) => words
  const isNew = !before || cardedPlaces(before).length === 0
  const opened = () => below('opened', say`All that shows it:\n${join(evidence, '\n')}`)
  if (isNew) return evidence.length > LINES_SHOWN ? [opened()] : []
  if (before.state === 'open' && next.state === 'resolved')
    return [
      below(`over-${times}`, say`Over ${time(new Date(resolvedAt ?? since))}: ${sayLasted(next)}.`),
    ]
  if (before.times < times) return [below(`again-${times}`, say`It began again.`)]
  return []
}

/** Every digest that tells of one of the changes. */
function digests(changes: readonly Change[], all: readonly Incident[]): readonly Delivery[] {
  const touched = new Map(
    changes.flatMap(({ next }) =>
      placesOf(next).flatMap(({ told, digest, channel }) =>
        told && digest ? [[digest.id, { digest, channel }] as const] : [],
      ),
    ),
  )
  return [...touched.values()].map(({ digest, channel }) => ({
    key: digestKey(digest),
    to: { channelId: channel },
    ...paceOf(digest, changes, all),
    view: digestCard(digest.id, all),
  }))
}

/** That there is a digest is told at once, also where a card becomes it. */
const paceOf = (
  { id }: DigestPlace,
  changes: readonly Change[],
  all: readonly Incident[],
): Pick<Delivery, 'urgency' | 'restMs'> =>
  changes.some((change) => isFirst(change, id))
    ? { urgency: 'alarm', restMs: 0 }
    : { urgency: 'change', restMs: restOf(id, all) }

const isFirst = ({ next }: Change, id: string): boolean =>
  placesOf(next).some(({ digest }) => digest?.id === id && digest.number === 1)

/** A digest is edited every ten seconds at first, and every minute once it goes on. */
const REST_MS = { least: 10_000, most: 60_000 } as const

function restOf(id: string, all: readonly Incident[]): number {
  const members = all.filter((one) => placesOf(one).some(({ digest }) => digest?.id === id))
  const begun = members.map(({ openedAt }) => Date.parse(openedAt))
  const changed = members.map(({ updatedAt }) => Date.parse(updatedAt))
  const ageMs = Math.max(...changed) - Math.min(...begun)
  return Math.min(REST_MS.most, Math.max(REST_MS.least, ageMs / 6))
}
