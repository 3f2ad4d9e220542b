import type { Incident } from '../../core/incidents/incident.ts'
import { placesOf } from '../../core/incidents/places.ts'
import { isOwn } from '../blindness/own.ts'

/** Nobody looked from one moment to the other, as far as is known: who dies leaves word of some seconds before. */
export type Absence = {
  readonly from: Date
  /** When the process began that looked again. */
  readonly startedAt: Date
  readonly to: Date
}

/** What happened meanwhile, as far as one channel was told of it. */
export type Meanwhile = {
  readonly channel: string
  readonly ended: readonly Incident[]
  readonly began: readonly Incident[]
}

/** What ended unseen and what began while nobody looked, channel by channel; channels where nothing did are left out. */
export function meanwhile(incidents: readonly Incident[], absence: Absence): readonly Meanwhile[] {
  const theirs = incidents.filter(({ about, foldedInto }) => !isOwn(about) && !foldedInto)
  const ended = theirs.filter((incident) => hasEnded(incident, absence))
  const began = theirs.filter((incident) => hasBegun(incident, absence))
  const channels = new Set([...ended, ...began].flatMap(channelsOf))
  const toldIn = (channel: string, some: readonly Incident[]) =>
    some.filter((incident) => channelsOf(incident).includes(channel))
  return [...channels].map((channel) => ({
    channel,
    ended: toldIn(channel, ended),
    began: toldIn(channel, began),
  }))
}

const channelsOf = (incident: Incident): readonly string[] =>
  placesOf(incident).flatMap(({ told, channel }) => (told ? [channel] : []))

/** It was told before, and gone at the first look. */
const hasEnded = (
  { openedAt, resolvedAt, endedUnseen }: Incident,
  { from, startedAt, to }: Absence,
) =>
  endedUnseen === true &&
  resolvedAt !== undefined &&
  Date.parse(resolvedAt) >= from.getTime() &&
  Date.parse(resolvedAt) <= to.getTime() &&
  Date.parse(openedAt) < startedAt.getTime()

const hasBegun = ({ openedAt, since }: Incident, { from, startedAt, to }: Absence) =>
  Date.parse(openedAt) >= startedAt.getTime() &&
  Date.parse(since) > from.getTime() &&
  Date.parse(since) <= to.getTime()
