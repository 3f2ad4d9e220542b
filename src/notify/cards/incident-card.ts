import type { Severity } from '../../core/finding.ts'
import type { Incident } from '../../core/incidents/incident.ts'
import { bold, code, join, type Text, text, time, user } from '../../core/text.ts'
import type { Part, Tone, View } from '../../core/view.ts'
import { sayDuration } from '../../core/words/duration.ts'
import { incidentButtons } from './incident-buttons.ts'
import { sayRollout } from './rollout-words.ts'
import { sayCounted, sayOwner } from './subject-words.ts'

/** Lines of evidence on the card; all of them are in the thread. */
export const LINES_SHOWN = 3

const TONES: Readonly<Record<Severity, Tone>> = {
  critical: 'failed',
  warning: 'attention',
  info: 'plain',
}

/** The one message of an incident, as it should be by now. */
export function incidentCard(incident: Incident, teller?: Incident): View {
  const { scope } = incident
  const footer = footerOf(incident)
  if (incident.foldedInto !== undefined) return foldedCard(incident, teller)
  if (incident.state === 'resolved')
    return {
      tone: 'resolved',
      scope,
      title: titleOfEnd(incident),
      parts: historyOf(incident),
      footer,
    }
  return {
    tone: TONES[incident.severity],
    scope,
    title: titleOf(incident),
    parts: partsOf(incident),
    buttons: incidentButtons(incident),
    footer,
  }
}

/** `deployment/web in shop crashes (exit 1)`. */
export const sayIncident = ({ about, summary }: Incident): Text =>
  text`${bold(sayOwner(about))} ${summary}`

/** `lasted 11 min`. */
export const sayLasted = ({ since, resolvedAt, updatedAt }: Incident): string =>
  `lasted ${sayDuration(Date.parse(resolvedAt ?? updatedAt) - Date.parse(since))}`

const titleOf = (incident: Incident): Text =>
  text`${sayIncident(incident)} · since ${time(new Date(incident.since))}`

const titleOfEnd = (incident: Incident): Text =>
  text`${bold(sayOwner(incident.about))} is fine again · ${sayLasted(incident)}`

function partsOf(incident: Incident): Part[] {
  const { evidence, diagnosis, nextStep, affected, swallows, about } = incident
  const itself =
    affected.count === 1 && affected.some.every((one) => sayOwner(one) === sayOwner(about))
  const fields = [
    ...(itself ? [] : [{ name: 'Affected', value: sayCounted(affected) }]),
    ...(swallows ? [{ name: 'Told with it', value: sayCounted(swallows) }] : []),
  ]
  const lines = [
    ...(diagnosis ? [diagnosis.likely] : []),
    ...sayRollout(incident),
    ...evidence.slice(0, LINES_SHOWN),
  ]
  return [
    ...(lines.length > 0 ? [{ part: 'text' as const, text: join(lines, '\n') }] : []),
    ...(fields.length > 0 ? [{ part: 'fields' as const, fields }] : []),
    { part: 'text', text: text`Next: ${diagnosis?.nextStep ?? nextStep}` },
    ...attentionOf(incident),
  ]
}

/** Who looks after it, and who wants it silent. */
function attentionOf({ ack, assigned, mute, unseenSince, scope }: Incident): Part[] {
  const notes = [
    ...(unseenSince === undefined
      ? []
      : [
          text`Not seen since ${time(new Date(unseenSince))}, because ${scope.cluster} cannot be watched: this may be out of date`,
        ]),
    ...(ack ? [text`Acknowledged by ${user(ack.by.userId)} ${time(new Date(ack.at))}`] : []),
    ...(assigned
      ? [text`Assigned to ${user(assigned.to.userId)} by ${user(assigned.by.userId)}`]
      : []),
    ...(mute ? [sayMute(mute)] : []),
  ]
  return notes.map((note) => ({ part: 'note', text: note }))
}

function sayMute({ by, until, untilChange }: NonNullable<Incident['mute']>): Text {
  const end = text`until ${time(new Date(until))}`
  return untilChange
    ? text`Muted by ${user(by.userId)} until it changes, at most ${end}`
    : text`Muted by ${user(by.userId)} ${end}`
}

/** What it was, once it is over. */
function historyOf(incident: Incident): Part[] {
  const { summary, diagnosis, endedUnseen, unheardSince, ack, assigned } = incident
  const lines = [
    text`It was: ${summary}.`,
    ...(diagnosis ? [diagnosis.likely] : []),
    ...sayRollout(incident),
    ...(unheardSince === undefined ? [] : [unheardOf(unheardSince)]),
    ...(endedUnseen ? [text`It was over when the bot came back; when exactly is not known.`] : []),
    ...(ack ? [text`Acknowledged by ${user(ack.by.userId)}.`] : []),
    ...(assigned ? [text`Assigned to ${user(assigned.to.userId)}.`] : []),
  ]
  return [{ part: 'text', text: join(lines, '\n') }]
}

function foldedCard(incident: Incident, teller: Incident | undefined): View {
  const isOver = incident.state === 'resolved'
  const by = teller
    ? text`Part of ${sayIncident(teller)} · incident ${code(teller.id)}`
    : text`Part of incident ${code(incident.foldedInto ?? '')}`
  return {
    tone: isOver ? 'resolved' : 'plain',
    scope: incident.scope,
    title: isOver ? titleOfEnd(incident) : sayIncident(incident),
    parts: [{ part: 'text', text: by }],
    footer: footerOf(incident),
  }
}

const footerOf = ({ id, times, route }: Incident): Text =>
  text`incident ${code(id)}${times > 1 ? ` · began ${times} times` : ''} · ${route}`

const unheardOf = (since: string): Text =>
  text`Alertmanager did not say that it ended: it was last heard of ${time(new Date(since))}.`
