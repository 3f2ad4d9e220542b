import type { Subject } from '../../core/finding.ts'
import type { Incident, Mute } from '../../core/incidents/incident.ts'
import { isHeldBack } from '../../core/incidents/places.ts'
import { type Cover, createCover } from './cover.ts'
import { escalate } from './escalating.ts'
import { factsOf } from './incident-facts.ts'
import { coveredIncident, goneIncident, liveIncident, type Step } from './live-incident.ts'
import { type MuteChanges, changedMutes, muteFor } from './muting.ts'
import { type Sign, ownerKey } from './sign.ts'
import { isUnshown, tellOrder } from './telling.ts'
import type { Change, World } from './world.ts'

export type Reconciled = {
  readonly changes: readonly Change[]
  /** What becomes of mutes that hold until something changes. */
  readonly mutes: MuteChanges
  /** Keys of troubles that another incident tells of. */
  readonly covered: ReadonlySet<string>
  /** When to look again though nothing changes. */
  readonly dueAt?: Date
}

/**
 * What the incidents should be by now, from what is wrong now and what was known before: the same world gives the same
 * answer, so nothing depends on having seen every change. Pure.
 */
export function reconcile(world: World): Reconciled {
  const byKey = newestByKey(world)
  const heldFrom = ({ since, detector }: Sign) => new Date(since.getTime() + detector.holdMs)
  const dueAt = (sign: Sign) => {
    const told = world.coveredUntil(sign.key)
    return told ? later(heldFrom(sign), told, sign.detector.holdMs) : heldFrom(sign)
  }
  const isOpen = ({ key }: Sign) => {
    const known = byKey.get(key)
    return known?.state === 'open' && known.foldedInto === undefined
  }
  const isDue = (sign: Sign) => dueAt(sign) <= world.now && !world.isSilent(sign)
  const cover = createCover(
    world.signs.filter((sign) => isOpen(sign) || heldFrom(sign) <= world.now),
  )
  const tellers = tellersOf(world.signs, cover)
  const swallowed = swallowedBy(world.signs, tellers)

  const step = (sign: Sign): Step => {
    const known = byKey.get(sign.key)
    const teller = tellers.get(sign.key)
    if (teller !== undefined) return coveredIncident(known, openOf(byKey.get(teller)), world)
    const around = { bare: cover.bare(sign), swallowed: swallowed.get(sign.key) ?? [] }
    const facts = factsOf(sign, around)
    const due = isDue(sign)
    const taken = liveIncident({ sign, facts, known, isDue: due }, world)
    return taken.next || due ? taken : earlier(taken, { dueAt: dueAt(sign) })
  }

  const live = new Set(world.signs.map(({ key }) => key))
  const gone = world.incidents.filter(({ state, key }) => state === 'open' && !live.has(key))
  const steps = [...world.signs.map(step), ...gone.map((known) => goneIncident(known, world))]
  return { ...silenced(steps, world), covered: new Set(tellers.keys()) }
}

/** Mutes have their say over all that is open, also where nothing else changed; then it is told. */
function silenced(steps: readonly Step[], world: World): Omit<Reconciled, 'covered'> {
  const before = new Map(world.incidents.map((incident) => [incident.id, incident]))
  const next = new Map(steps.flatMap((step) => (step.next ? [[step.next.id, step.next]] : [])))
  for (const incident of world.incidents)
    if (!next.has(incident.id) && isToBeTold(incident, world)) next.set(incident.id, incident)
  const mutes = changedMutes(world.mutes, new Map([...before, ...next]), (incident) =>
    world.revisionOf(incident),
  )
  const holding = mutesAfter(mutes, world)
  const muted = [...next.values()].map((incident) => withMute(incident, holding, world.now))
  const told = tellOrder(
    muted.map((incident) => withSight(incident, world)),
    world,
  )
  const called = escalate(told.incidents, world)
  const changes = called.incidents.flatMap((incident) => {
    const known = before.get(incident.id)
    return known === incident ? [] : [{ before: known, next: incident }]
  })
  const ends = world.mutes.map(({ until }) => new Date(until))
  const dues = [...steps, told, called].flatMap((step) => step.dueAt ?? [])
  const dueAt = [...dues, ...ends]
    .filter((at) => at > world.now)
    .reduce<Date | undefined>((one, other) => (one && one < other ? one : other), undefined)
  return { changes, mutes, ...(dueAt && { dueAt }) }
}

/** Also what is over is looked at as long as people are to hear of it, or its card is on its way. */
const isToBeTold = (incident: Incident, world: World): boolean =>
  incident.state === 'open' || isHeldBack(incident) || isUnshown(incident, world)

function mutesAfter({ put, lifted }: MuteChanges, { mutes }: World): readonly Mute[] {
  const changed = new Map(put.map((mute) => [mute.id, mute]))
  return mutes.flatMap((mute) => (lifted.includes(mute.id) ? [] : [changed.get(mute.id) ?? mute]))
}

function withMute(incident: Incident, mutes: readonly Mute[], now: Date): Incident {
  if (incident.state !== 'open') return incident
  const mute = muteFor(incident, mutes, now)
  if (mute?.id === incident.mute?.id && mute?.until === incident.mute?.until) return incident
  const { mute: _, ...rest } = incident
  return { ...rest, ...(mute && { mute }), updatedAt: now.toISOString() }
}

/** What is not heard of says so on its message, and no longer than that. */
function withSight(incident: Incident, world: World): Incident {
  const since = incident.state === 'open' ? world.unseenSince(incident) : undefined
  if (since === incident.unseenSince) return incident
  const { unseenSince: _, ...rest } = incident
  return {
    ...rest,
    ...(since !== undefined && { unseenSince: since }),
    updatedAt: world.now.toISOString(),
  }
}

/** How long after its end the same trouble is the same incident. */
export const REOPEN_MS = 30 * 60_000

/** The open one of a key, else the one that was over last, if that is not long ago. */
function newestByKey({ incidents, now }: World): ReadonlyMap<string, Incident> {
  const since = new Date(now.getTime() - REOPEN_MS).toISOString()
  const over = incidents
    .filter(({ resolvedAt }) => resolvedAt !== undefined && resolvedAt >= since)
    .toSorted((one, other) => (one.resolvedAt ?? '').localeCompare(other.resolvedAt ?? ''))
  const open = incidents.filter(({ state }) => state === 'open')
  return new Map([...over, ...open].map((incident) => [incident.key, incident]))
}

const openOf = (incident: Incident | undefined) =>
  incident?.state === 'open' && incident.foldedInto === undefined ? incident : undefined

function tellersOf(signs: readonly Sign[], cover: Cover): ReadonlyMap<string, string> {
  return new Map(
    signs.flatMap((sign) => {
      const teller = cover.teller(sign)
      return teller === undefined ? [] : [[sign.key, teller] as const]
    }),
  )
}

/** Owners that are told of by another trouble, each once; not the one that the other is about itself. */
function swallowedBy(
  signs: readonly Sign[],
  tellers: ReadonlyMap<string, string>,
): ReadonlyMap<string, readonly Subject[]> {
  const byKey = new Map(signs.map((sign) => [sign.key, sign]))
  const found = new Map<string, Map<string, Subject>>()
  for (const sign of signs) {
    const teller = byKey.get(tellers.get(sign.key) ?? '')
    if (!teller) continue
    const owner = ownerKey(sign.cluster, sign.finding.about)
    if (owner === ownerKey(teller.cluster, teller.finding.about)) continue
    const owners = found.get(teller.key) ?? new Map<string, Subject>()
    found.set(teller.key, owners.set(owner, sign.finding.about))
  }
  return new Map([...found].map(([key, owners]) => [key, [...owners.values()]]))
}

/** What was told with something else is held anew once that is over. */
const later = (held: Date, told: Date, holdMs: number): Date =>
  new Date(Math.max(held.getTime(), told.getTime() + holdMs))

const earlier = (one: Step, other: { readonly dueAt: Date }): Step =>
  one.dueAt && one.dueAt < other.dueAt ? one : { ...one, ...other }
