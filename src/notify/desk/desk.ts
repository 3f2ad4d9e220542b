import type { IncidentDesk, IncidentList, MuteWish } from '../../core/incidents/incident-desk.ts'
import type { Incident, Mute } from '../../core/incidents/incident.ts'
import { ConflictError, NotFoundError, UsageError } from '../../core/errors.ts'
import type { Delivery, Messenger } from '../../core/delivery.ts'
import type { Voter } from '../../core/held/held-plan.ts'
import type { Clock, Ids } from '../../core/seams.ts'
import { code, text, time } from '../../core/text.ts'
import { type View, view } from '../../core/view.ts'
import { sayDuration } from '../../core/words/duration.ts'
import { incidentCard, sayIncident } from '../cards/incident-card.ts'
import type { Ledger } from '../ledger.ts'
import { sayMuted, topicOf, topicOfMute, whatToMute } from './mute-wish.ts'
import { tell } from '../cards/tell.ts'
import { type Asking, createGate, type Gate, type GateParts, isAway } from './who-may.ts'

export type DeskParts = GateParts & {
  readonly ledger: Ledger
  readonly clock: Clock
  readonly ids: Ids
  readonly messenger: Pick<Messenger, 'wake'>
  /** An incident or a mute was changed: the engine looks. */
  readonly wake: () => void
}

const LONGEST_MUTE_MS = 30 * 24 * 3_600_000
const ATTEMPTS = 3

type Person = {
  readonly gate: Gate
  readonly by: Voter
}

/** What one person may do with incidents, for one request. */
export function createDesk(asking: Asking, parts: DeskParts): IncidentDesk {
  const { ledger } = parts
  const gate = createGate(asking, parts)
  const person = { gate, by: voterOf(asking) }
  return {
    list: (which) => list(which, gate, parts),
    show: async (id) => detailsOf(await visible(id, gate, parts), ledger.incidents()),
    acknowledge: async (id) => {
      const incident = await visible(id, gate, parts)
      gate.mustBeLet('ack', 'read', topicOf(incident))
      return acknowledge(incident, person.by, parts)
    },
    mute: (wish, forMs) => mute(wish, forMs, { ...parts, ...person }),
    mutes: () => mutesSeen(gate, parts),
    unmute: (id) => unmute(id, person, parts),
  }
}

async function visible(id: string, gate: Gate, { ledger }: DeskParts): Promise<Incident> {
  const incident = await ledger.find(id)
  if (incident && (await gate.maySee(topicOf(incident)))) return incident
  throw new NotFoundError(
    'no-such-incident',
    text`There is no incident ${code(id)} that you may see.`,
  )
}

async function mute(wish: MuteWish, forMs: number, parts: DeskParts & Person): Promise<View> {
  const { gate, by, ledger, clock, ids } = parts
  if (forMs > LONGEST_MUTE_MS) throw tooLong()
  if (wish.kind === 'incident') await visible(wish.id, gate, parts)
  const what = await whatToMute(wish, gate)
  const topic = await topicOfMute(what, ledger)
  if (!(await gate.maySee(topic))) throw nothingThere()
  gate.mustBeLet('mute', 'change', topic)
  const now = clock.now()
  const until = new Date(now.getTime() + forMs)
  const id = ids.short()
  const made = { id, what, by, at: now.toISOString(), until: until.toISOString() }
  await commitMutes({ mutes: [made] }, parts)
  const note = text`Nothing new is told of it for ${sayDuration(forMs)}. ${code(`unmute ${id}`)} ends that.`
  return view('done', text`Muted ${sayMuted(what)} until ${time(until)}`, [
    { part: 'note', text: note },
  ])
}

async function unmute(id: string, { gate, by }: Person, parts: DeskParts): Promise<View> {
  const found = (await mutesSeen(gate, parts)).find((one) => one.id === id)
  if (!found)
    throw new NotFoundError('no-such-mute', text`There is no mute ${code(id)} that you may see.`)
  const isOwn = found.by.user === by.user
  if (!isOwn) gate.mustBeLet('unmute', 'change', await topicOfMute(found.what, parts.ledger))
  await commitMutes({ lifted: [id] }, parts)
  return view('done', text`No longer muted: ${sayMuted(found.what)}`)
}

const voterOf = ({ request: { actor } }: Asking) => ({
  userId: actor.userId,
  teamId: actor.teamId,
  name: actor.name,
  user: actor.user,
})

async function list(
  which: 'open' | 'recent',
  gate: Gate,
  { ledger }: DeskParts,
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

async function mutesSeen(gate: Gate, { ledger }: DeskParts): Promise<readonly Mute[]> {
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

/** The card, with all that shows it. */
function detailsOf(incident: Incident, all: readonly Incident[]): View {
  const teller = all.find(({ id }) => id === incident.foldedInto)
  const evidence = incident.evidence.map((line) => ({ part: 'text', text: line }) as const)
  const card = incidentCard(incident, teller)
  return evidence.length <= 3 ? card : { ...card, parts: [...card.parts, ...evidence] }
}

async function acknowledge(found: Incident, by: Voter, parts: DeskParts): Promise<View> {
  const { ledger, clock } = parts
  for (let left = ATTEMPTS; left > 0; left--) {
    const incident = (await ledger.find(found.id)) ?? found
    if (incident.state === 'resolved') throw overAlready(incident)
    if (incident.ack)
      return view(
        'plain',
        text`${incident.ack.by.name} acknowledged it at ${time(new Date(incident.ack.at))}`,
      )
    const at = clock.now().toISOString()
    const next = { ...incident, ack: { by, at }, updatedAt: at }
    const deliveries: readonly Delivery[] = tell([{ before: incident, next }], ledger.incidents())
    const step = { incidents: [{ expected: incident.version, next }], deliveries }
    if (!(await ledger.commit(step))) continue
    parts.messenger.wake()
    parts.wake()
    return view('done', text`Acknowledged: ${sayIncident(next)}`)
  }
  throw new ConflictError(
    'incident-busy',
    text`Incident ${code(found.id)} changes just now. Say it again.`,
  )
}

async function commitMutes(
  step: { readonly mutes?: readonly Mute[]; readonly lifted?: readonly string[] },
  { ledger, wake }: DeskParts,
): Promise<void> {
  await ledger.commit({ incidents: [], deliveries: [], ...step })
  wake()
}

const overAlready = ({ id }: Incident) =>
  new ConflictError('incident-over', text`Incident ${code(id)} is over already.`)

const nothingThere = () =>
  new NotFoundError('no-such-incident', text`There is nothing there that you may see.`)

const tooLong = () =>
  new UsageError(
    'mute-too-long',
    text`A mute lasts 30 days at most: what nobody wants to hear of for longer is better left out of ${code('notifications')} in the configuration.`,
  )
