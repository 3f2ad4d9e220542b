import type { Incident } from '../../core/incidents/incident.ts'
import { text, user } from '../../core/text.ts'
import type { View } from '../../core/view.ts'
import { incidentCard, sayIncident } from './incident-card.ts'

/** What the person is told who is to look after it. */
export function assignedCard(incident: Incident, { by }: NonNullable<Incident['assigned']>): View {
  const { parts, footer, scope, tone } = incidentCard(incident)
  return {
    tone,
    ...(scope && { scope }),
    title: text`${user(by.userId)} asks you to look after it: ${sayIncident(incident)}`,
    parts,
    buttons: [
      { label: 'Acknowledge', words: `ack ${incident.id}` },
      { label: 'Actions…', words: `actions ${incident.id}` },
    ],
    ...(footer && { footer }),
  }
}
