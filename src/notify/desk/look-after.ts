import type { Actor } from '../../core/actor.ts'
import { voterOf } from '../../core/approvals/who-may.ts'
import type { AuditEntry } from '../../core/audit.ts'
import type { Delivery } from '../../core/delivery.ts'
import { ConflictError, DeniedError, UsageError } from '../../core/errors.ts'
import type { Incident } from '../../core/incidents/incident.ts'
import { code, text, type Text, time, user } from '../../core/text.ts'
import { type View, view } from '../../core/view.ts'
import { assignedCard } from '../cards/assigned-card.ts'
import { sayIncident } from '../cards/incident-card.ts'
import { tell } from '../cards/tell.ts'
import { incidentRecord } from './attention-records.ts'
import type { AtDesk } from './desk-parts.ts'
import { topicOf } from './mute-wish.ts'
import { orOnRecord } from './on-record.ts'
import { overAlready, visible } from './seen.ts'
import { createGate } from './who-may.ts'

const ATTEMPTS = 3

export async function acknowledge(id: string, desk: AtDesk): Promise<View> {
  const { by, asking, clock } = desk
  return change({ id, command: 'ack' }, desk, (incident) => {
    const { ack } = incident
    if (ack) return view('plain', text`${ack.by.name} acknowledged it ${time(new Date(ack.at))}`)
    const at = clock.now()
    const next = { ...incident, ack: { by, at: at.toISOString() } }
    const record = incidentRecord('ack', incident, { asking, at })
    return { next, record, said: text`Acknowledged: ${sayIncident(next)}` }
  })
}

export async function assign(
  id: string,
  to: 'me' | { readonly userId: string },
  desk: AtDesk,
): Promise<View> {
  const { by, asking, clock, ids } = desk
  const { actor } = asking.request
  const assignee = to === 'me' ? actor : await findAssignee(id, to.userId, desk)
  return change({ id, command: 'assign' }, desk, (incident) => {
    if (incident.assigned?.to.userId === assignee.userId)
      return view('plain', text`${user(assignee.userId)} looks after it already`)
    const at = clock.now()
    const assigned = { to: voterOf(assignee), by, at: at.toISOString() }
    const next = { ...incident, assigned }
    const note = {
      key: `incident/${id}/assigned/${ids.short()}`,
      to: { userId: assignee.userId },
      view: assignedCard(next, assigned),
    }
    return {
      next,
      record: incidentRecord('assign', incident, { asking, at, assignee: assigned.to }),
      // Who takes it on themselves knows it.
      deliveries: assignee.userId === actor.userId ? [] : [note],
      said: text`${user(assignee.userId)} looks after it: ${sayIncident(next)}`,
    }
  })
}

export async function unassign(id: string, desk: AtDesk): Promise<View> {
  const { asking, clock } = desk
  return change({ id, command: 'unassign' }, desk, (incident) => {
    const { assigned, ...next } = incident
    if (!assigned) return view('plain', text`Nobody is assigned to it`)
    const record = incidentRecord('unassign', incident, {
      asking,
      at: clock.now(),
      assignee: assigned.to,
    })
    return { next, record, said: text`No longer with ${user(assigned.to.userId)}` }
  })
}

/** Who is told of an incident must be somebody who may see it. */
async function findAssignee(id: string, userId: string, desk: AtDesk): Promise<Actor> {
  const { asking, identify } = desk
  const incident = await visible(id, desk)
  try {
    const { teamId } = asking.request.actor
    const actor = await identify({ userId, teamId })
    const gate = createGate({ ...asking, request: { ...asking.request, actor } }, desk)
    if (await gate.maySee(topicOf(incident))) return actor
  } catch (error) {
    if (!(error instanceof DeniedError)) throw error
  }
  throw new UsageError('not-assignable', text`${user(userId)} may not see this incident.`, {
    hint: text`Assign it to somebody whom policy and the cluster let look at it.`,
  })
}

type Made = {
  readonly next: Incident
  readonly record: AuditEntry
  readonly deliveries?: readonly Delivery[]
  readonly said: Text
}

type Act = { readonly id: string; readonly command: 'ack' | 'assign' | 'unassign' }

/** One step of an incident that this person sees; `make` says what it becomes, or answers at once. */
async function change(
  { id, command }: Act,
  desk: AtDesk,
  make: (incident: Incident) => Made | View,
): Promise<View> {
  const { gate, ledger, clock, messenger, wake } = desk
  const found = await visible(id, desk)
  const record = incidentRecord(command, found, { asking: desk.asking, at: clock.now() })
  await orOnRecord(() => gate.mustBeLet(command, 'read', topicOf(found)), record, desk)
  for (let left = ATTEMPTS; left > 0; left--) {
    const incident = (await ledger.find(id)) ?? found
    if (incident.state === 'resolved') throw overAlready(incident)
    const made = make(incident)
    if ('tone' in made) return made
    const next = { ...made.next, updatedAt: clock.now().toISOString() }
    const told = tell([{ before: incident, next }], ledger.incidents())
    const isDone = await ledger.commit({
      incidents: [{ expected: incident.version, next }],
      deliveries: [...told, ...(made.deliveries ?? [])],
      records: [made.record],
    })
    if (!isDone) continue
    messenger.wake()
    wake()
    return view('done', made.said)
  }
  throw new ConflictError(
    'incident-busy',
    text`Incident ${code(id)} changes just now. Say it again.`,
  )
}
