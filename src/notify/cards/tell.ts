import type { Delivery } from '../../core/delivery.ts'
import type { Incident } from '../../core/incidents/incident.ts'
import { join, text, time } from '../../core/text.ts'
import { view } from '../../core/view.ts'
import { digestCard } from './digest-card.ts'
import { incidentCard, LINES_SHOWN, sayLasted } from './incident-card.ts'
import type { Change } from '../incidents/world.ts'

/** What messages should say once these changes are made. Nothing for those that nobody was told of. */
export function tell(changes: readonly Change[], known: readonly Incident[]): readonly Delivery[] {
  const after = new Map(known.map((incident) => [incident.id, incident]))
  for (const { next } of changes) after.set(next.id, next)
  const own = changes.filter(({ next }) => next.told && !next.digest)
  return [
    ...own.flatMap((change) => [card(change.next, after), ...thread(change)]),
    ...digests(changes, [...after.values()]),
  ]
}

const cardKey = (id: string) => `incident/${id}/card`

const card = (incident: Incident, after: ReadonlyMap<string, Incident>): Delivery => ({
  key: cardKey(incident.id),
  to: { channelId: incident.channel },
  view: incidentCard(incident, after.get(incident.foldedInto ?? '')),
})

/** What is added below the card: evidence that has no room on it, a new beginning, and the end. */
function thread({ before, next }: Change): readonly Delivery[] {
  const { id, times, evidence, since, resolvedAt } = next
  const below = (name: string, words: Parameters<typeof text>) => ({
    key: `incident/${id}/thread/${name}`,
    to: { threadOf: cardKey(id) },
    view: view('plain', text(...words)),
  })
  const say = (...words: Parameters<typeof text>) => words
  if (next.foldedInto !== undefined) return []
  if (!before?.told && evidence.length > LINES_SHOWN)
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
      next.told && next.digest ? [[next.digest.id, next.channel] as const] : [],
    ),
  )
  return [...touched].map(([id, channelId]) => ({
    key: `digest/${id}/card`,
    to: { channelId },
    view: digestCard(all.filter(({ digest }) => digest?.id === id)),
  }))
}
