import { ConflictError, NotFoundError } from '../../core/errors.ts'
import type { IncidentList } from '../../core/incidents/incident-desk.ts'
import type { Incident, Mute } from '../../core/incidents/incident.ts'
import { code, text } from '../../core/text.ts'
import type { View } from '../../core/view.ts'
import { incidentCard, LINES_SHOWN } from '../cards/incident-card.ts'
import type { AtDesk } from './desk-parts.ts'
import { topicOf, topicOfMute } from './mute-wish.ts'
import { isAway } from './who-may.ts'

/** The incident, for whom may see it. Throws NotFoundError for everybody else. */
export async function visible(
  id: string,
  { gate, ledger }: Pick<AtDesk, 'gate' | 'ledger'>,
): Promise<Incident> {
  const incident = await ledger.find(id)
  if (incident && (await gate.maySee(topicOf(incident)))) return incident
  throw new NotFoundError(
    'no-such-incident',
    text`There is no incident ${code(id)} that you may see.`,
    { hint: text`${code('incidents')} lists what is open.` },
  )
}

/** What explains an incident may be nothing that the one who asks may see: a node, say. */
export async function visibleTeller(
  { foldedInto }: Incident,
  { gate, ledger }: Pick<AtDesk, 'gate' | 'ledger'>,
): Promise<Incident | undefined> {
  const teller = foldedInto === undefined ? undefined : await ledger.find(foldedInto)
  return teller && (await gate.maySee(topicOf(teller))) ? teller : undefined
}

/** Of those that a lost node, say, swallows: the names of what this person may see; of the others, how many. */
async function withSeenOf(incident: Incident, { gate }: AtDesk): Promise<Incident> {
  const { swallows, scope } = incident
  if (!swallows) return incident
  const seen = await Promise.all(
    swallows.some.map(async (about) =>
      (await gate.maySee(topicOf({ about, scope }))) ? about : [],
    ),
  )
  return { ...incident, swallows: { ...swallows, some: seen.flat() } }
}

export const overAlready = ({ id }: Incident) =>
  new ConflictError('incident-over', text`Incident ${code(id)} is over already.`)

/** The card, with all that shows it. */
export async function showSeen(id: string, desk: AtDesk): Promise<View> {
  const incident = await visible(id, desk)
  const teller = await visibleTeller(incident, desk)
  const evidence = incident.evidence.map((line) => ({ part: 'text', text: line }) as const)
  const card = incidentCard(await withSeenOf(incident, desk), teller)
  return evidence.length <= LINES_SHOWN ? card : { ...card, parts: [...card.parts, ...evidence] }
}

export async function listSeen(
  which: 'open' | 'recent',
  { gate, ledger }: AtDesk,
): Promise<IncidentList> {
  await ledger.load()
  const wanted = ledger
    .incidents()
    .filter(({ state, foldedInto }) => which === 'recent' || (state === 'open' && !foldedInto))
    .toSorted((one, other) => other.openedAt.localeCompare(one.openedAt))
  const silent = new Set<string>()
  const seen: Incident[] = []
  for (const incident of wanted) {
    try {
      if (await gate.maySee(topicOf(incident))) seen.push(incident)
    } catch (error) {
      if (!isAway(error)) throw error
      silent.add(incident.scope.cluster)
    }
  }
  return { incidents: seen, silent: [...silent] }
}

export async function mutesSeen({ gate, ledger }: AtDesk): Promise<readonly Mute[]> {
  await ledger.load()
  const found: Mute[] = []
  for (const mute of ledger.mutes())
    try {
      if (await gate.maySee(await topicOfMute(mute.what, ledger))) found.push(mute)
    } catch (error) {
      if (!isAway(error) && !(error instanceof NotFoundError)) throw error
    }
  return found
}
