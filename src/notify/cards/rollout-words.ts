import type { Incident } from '../../core/incidents/incident.ts'
import { type Text, text, time } from '../../core/text.ts'
import { sayDuration } from '../../core/words/duration.ts'

/** What begins later than this after a rollout hardly came with it. */
const SOON_MS = 30 * 60_000
/** The cluster's clock and ours differ a little. */
const SKEW_MS = 60_000

/** `Began 40 s after revision 42 of 14:02: app web:1.4 → web:1.5`, where that is likely the cause. */
export function sayRollout({ rollout, since }: Pick<Incident, 'rollout' | 'since'>): Text[] {
  if (!rollout) return []
  const after = Date.parse(since) - Date.parse(rollout.at)
  if (!(after > -SKEW_MS && after < SOON_MS)) return []
  const when = after < 1000 ? 'with' : `${sayDuration(after)} after`
  const what = rollout.images === '' ? '' : `: ${rollout.images}`
  return [text`Began ${when} revision ${rollout.revision} of ${time(new Date(rollout.at))}${what}`]
}
