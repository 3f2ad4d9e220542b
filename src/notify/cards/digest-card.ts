import type { DigestPlace, Incident } from '../../core/incidents/incident.ts'
import { placesOf } from '../../core/incidents/places.ts'
import { bold, plain, type Text, text, time } from '../../core/text.ts'
import type { Part, View } from '../../core/view.ts'
import { compareSeverity } from '../incidents/sign.ts'
import { digestButtons } from './digest-buttons.ts'
import { sayLasted } from './incident-card.ts'
import { sayOwner } from './subject-words.ts'

/** Rows of the digest: more is what `incidents` is for. */
const ROWS = 15
const GROUPS = 6

/** One message for all that a digest tells of, as it should be by now. */
export function digestCard(id: string, incidents: readonly Incident[]): View {
  const digest = readDigest(id, incidents)
  const { members, open, total, places } = digest
  const [first] = members
  const isOneCluster = members.every(({ scope }) => scope.cluster === first?.scope.cluster)
  const isOver = open.length === 0
  return {
    tone: isOver ? 'resolved' : 'attention',
    title: titleOf(digest),
    ...(first && isOneCluster && { scope: first.scope }),
    parts: isOver ? [tableOfEnds(members, total)] : partsOf(open, total - open.length),
    buttons: digestButtons(open),
    footer: whyTogether(places),
  }
}

type Digest = {
  /** Those that are at hand: what was over long ago is only counted. */
  readonly members: readonly Incident[]
  /** The worst first. */
  readonly open: readonly Incident[]
  readonly total: number
  readonly places: readonly DigestPlace[]
}

function readDigest(id: string, incidents: readonly Incident[]): Digest {
  const placeOf = (incident: Incident) =>
    placesOf(incident).find(({ digest }) => digest?.id === id)?.digest
  const members = incidents.filter((incident) => placeOf(incident))
  const places = members.flatMap((incident) => placeOf(incident) ?? [])
  const open = members
    .filter(({ state, foldedInto }) => state === 'open' && foldedInto === undefined)
    .toSorted(worstFirst)
  return { members, open, places, total: Math.max(...places.map(({ number }) => number)) }
}

/** Of two as bad, first what more is told with: a node before one of many deployments. */
const worstFirst = (one: Incident, other: Incident): number =>
  compareSeverity(other.severity, one.severity) || reachOf(other) - reachOf(one)

const reachOf = ({ affected, swallows }: Incident): number =>
  affected.count + (swallows?.count ?? 0)

function titleOf({ members, open, total, places }: Digest): Text {
  const since = time(new Date(members.map(({ openedAt }) => openedAt).toSorted()[0] ?? ''))
  const incidents = total === 1 ? 'incident' : 'incidents'
  if (open.length === 0 && places.every(({ late }) => late))
    return text`${bold(`${total} ${incidents} came and went`)} before anybody could be told, since ${since}`
  const head = text`${bold(`${total} new ${incidents}`)} since ${since}`
  if (open.length === 0) return text`${head} · all over`
  const critical = open.filter(({ severity }) => severity === 'critical').length
  return text`${head} · ${open.length} open${critical > 0 ? ` · ${critical} critical` : ''}`
}

function whyTogether(places: readonly DigestPlace[]): Text {
  if (places.every(({ quiet }) => quiet)) return text`Kept back during quiet hours.`
  if (places.some(({ quiet }) => quiet))
    return text`Told together because so many came at once; some were kept back during quiet hours.`
  return places.every(({ late }) => late)
    ? text`Told together because messages had to wait: Slack was away or slow.`
    : text`Told together because so many came at once.`
}

function partsOf(open: readonly Incident[], over: number): Part[] {
  const rows = open
    .slice(0, ROWS)
    .map((it) => [it.id, sayOwner(it.about), plain(it.summary), it.scope.cluster])
  const table = { columns: ['Incident', 'What', 'Trouble', 'Cluster'], rows, total: open.length }
  const muted = open.filter(({ mute }) => mute).length
  return [
    {
      part: 'fields',
      fields: [
        { name: 'Causes', value: text`${counts(open.map(({ cause }) => cause))}` },
        { name: 'Where', value: text`${counts(open.map(placeOf))}` },
      ],
    },
    { part: 'table', table },
    ...(muted > 0 ? [{ part: 'note' as const, text: text`${muted} of them are muted.` }] : []),
    ...(over > 0
      ? [{ part: 'note' as const, text: text`${over} are over or told elsewhere.` }]
      : []),
  ]
}

/** What it was about, once nothing of it goes on. */
function tableOfEnds(members: readonly Incident[], total: number): Part {
  const rows = members
    .slice(0, ROWS)
    .map((it) => [it.id, sayOwner(it.about), plain(it.summary), sayLasted(it)])
  return {
    part: 'table',
    table: { columns: ['Incident', 'What', 'Trouble', 'How long'], rows, total },
  }
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
