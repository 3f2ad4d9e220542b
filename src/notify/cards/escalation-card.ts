import type { Escalation, Incident } from '../../core/incidents/incident.ts'
import { knownSince, placesOf } from '../../core/incidents/places.ts'
import { code, group, type Text, text, user } from '../../core/text.ts'
import { type View, view } from '../../core/view.ts'
import { sayDuration } from '../../core/words/duration.ts'
import { incidentButtons } from './incident-buttons.ts'
import { incidentCard, sayIncident } from './incident-card.ts'

/** `Nobody has acknowledged this for 15 min`, with whom it calls: below the card. */
export const escalationNote = (incident: Incident, called: Escalation): View =>
  view('attention', sayUnheeded('this', sayWaited(incident, called), called))

/** For all that a digest tells of. */
export const digestEscalation = (count: number, called: Escalation): View => ({
  ...view(
    'attention',
    text`Nobody has acknowledged ${count} ${count === 1 ? 'incident' : 'incidents'} that were told together.${calls(called)}`,
  ),
  buttons: [{ label: 'List', words: 'incidents' }],
  footer: text`step ${called.step} of route ${called.by}`,
})

/** The same in a channel of its own, with what it is about; who ended it, once somebody did. */
export function escalationCard(incident: Incident, called: Escalation): View {
  const { scope, id, ack } = incident
  const footer = text`incident ${code(id)} · step ${called.step} of route ${called.by}`
  if (incident.state === 'resolved') return { ...incidentCard(incident), footer }
  const title = sayIncident(incident)
  const { tone, parts } = incidentCard(incident)
  if (ack) {
    const by = text`Acknowledged by ${user(ack.by.userId)}.`
    return { tone: 'plain', scope, title, parts: [{ part: 'text', text: by }], footer }
  }
  const why = sayUnheeded('it', sayWaited(incident, called), called)
  return {
    tone,
    scope,
    title,
    parts: [{ part: 'text', text: why }, ...parts],
    buttons: incidentButtons(incident),
    footer,
  }
}

const sayUnheeded = (what: string, waited: string, called: Escalation): Text =>
  text`Nobody has acknowledged ${what} for ${waited}.${calls(called)}`

/** Who is called, as mentions behind a sentence. */
const calls = ({ users = [], groups = [] }: Escalation): Text =>
  [...users.map(user), ...groups.map(group)].flatMap((mention) => [' ', mention])

function sayWaited(incident: Incident, { from, at }: Escalation): string {
  const place = placesOf(incident).find(({ channel }) => channel === from)
  const since = place && knownSince(incident, place)
  return sayDuration(Date.parse(at) - Date.parse(since ?? incident.openedAt))
}
