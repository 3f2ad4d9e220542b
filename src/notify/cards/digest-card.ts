import type { Incident } from '../../core/incidents/incident.ts'
import { placesOf } from '../../core/incidents/places.ts'
import { bold, text, time } from '../../core/text.ts'
import type { Part, View } from '../../core/view.ts'
import { sayOwner } from './subject-words.ts'
import { plain } from '../../core/text.ts'

/** Rows of the digest: more is what `incidents` is for. */
const ROWS = 15
const GROUPS = 6

/** One message for all that a digest tells of, as it should be by now. */
export function digestCard(id: string, incidents: readonly Incident[]): View {
  const members = incidents.filter((incident) => memberOf(incident, id))
  const numbers = members.map((incident) => memberOf(incident, id)?.number ?? 0)
  const isQuiet = members.some((incident) => memberOf(incident, id)?.quiet)
  const open = members.filter(
    ({ state, foldedInto }) => state === 'open' && foldedInto === undefined,
  )
  const total = Math.max(...numbers)
  const since = members.map(({ openedAt }) => openedAt).toSorted()[0] ?? ''
  const count = `${total} new ${total === 1 ? 'incident' : 'incidents'}`
  const head = text`${bold(count)} since ${time(new Date(since))}`
  const [first] = members
  const isOneCluster = members.every(({ scope }) => scope.cluster === first?.scope.cluster)
  return {
    tone: open.length === 0 ? 'resolved' : 'attention',
    title: open.length === 0 ? text`${head} · all over` : text`${head} · ${open.length} open`,
    ...(first && isOneCluster && { scope: first.scope }),
    parts: open.length === 0 ? [] : partsOf(open, total - open.length),
    ...(open.length > 0 && { buttons: [{ label: 'List', words: 'incidents' }] }),
    footer: isQuiet
      ? text`Kept back during quiet hours.`
      : text`Told together because so many came at once.`,
  }
}

/** Its place in the digest, where it has one. */
const memberOf = (incident: Incident, id: string) =>
  placesOf(incident).find(({ digest }) => digest?.id === id)?.digest

function partsOf(open: readonly Incident[], over: number): Part[] {
  const rows = open
    .slice(0, ROWS)
    .map((it) => [it.id, sayOwner(it.about), plain(it.summary), it.scope.cluster])
  const table = { columns: ['Incident', 'What', 'Trouble', 'Cluster'], rows, total: open.length }
  return [
    { part: 'text', text: text`${counts(open.map(({ cause }) => cause))}` },
    { part: 'text', text: text`${counts(open.map(placeOf))}` },
    { part: 'table', table },
    ...(over > 0
      ? [{ part: 'note' as const, text: text`${over} are over or told elsewhere.` }]
      : []),
  ]
}

const placeOf = ({ about }: Incident) => about.namespace ?? about.kind.toLowerCase()

/** `crash-loop 31 · image-pull 7`, most first. */
function counts(words: readonly string[]): string {
  const found = new Map<string, number>()
  for (const word of words) found.set(word, (found.get(word) ?? 0) + 1)
  const sorted = [...found].toSorted(([, one], [, other]) => other - one)
  const shown = sorted.slice(0, GROUPS).map(([word, count]) => `${word} ${count}`)
  return [...shown, ...(sorted.length > GROUPS ? ['…'] : [])].join(' · ')
}
