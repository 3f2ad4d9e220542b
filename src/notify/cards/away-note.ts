import type { Delivery } from '../../core/delivery.ts'
import type { Incident } from '../../core/incidents/incident.ts'
import { bold, code, join, type Text, text, time } from '../../core/text.ts'
import { view } from '../../core/view.ts'
import type { Absence, Meanwhile } from '../away/absence.ts'
import { sayIncident } from './incident-card.ts'
import { sayOwner } from './subject-words.ts'

/** Lines of the note: more is what `incidents` is for. */
const LINES = 10

/** One line that says what happened while nobody looked, and which it was. Of one absence there is one in a channel. */
export function awayNote({ channel, ended, began }: Meanwhile, { from, to }: Absence): Delivery {
  const counts = [
    ...(ended.length > 0 ? [`${ended.length} ended`] : []),
    ...(began.length > 0 ? [`${began.length} began`] : []),
  ]
  const title = text`${bold('While I was away')} (${time(from)} – ${time(to)}): ${counts.join(', ')}`
  const lines = [...began.map(sayBegun), ...ended.map(sayEnded)]
  const more = lines.length - LINES
  const shown = [...lines.slice(0, LINES), ...(more > 0 ? [text`and ${more} more`] : [])]
  return {
    key: `away/${from.toISOString()}/${channel}`,
    to: { channelId: channel },
    view: view('plain', title, [{ part: 'text', text: join(shown, '\n') }]),
    urgency: 'news',
  }
}

const sayBegun = (incident: Incident): Text =>
  text`✕ ${sayIncident(incident)} since ${time(new Date(incident.since))} · ${code(incident.id)}`

const sayEnded = ({ about, id }: Incident): Text =>
  text`○ ${sayOwner(about)} is fine again · ${code(id)}`
