import type { Incident } from '../../core/incidents/incident.ts'
import type { Sign } from './sign.ts'

/** Somebody who sees troubles, and knows what they do not see. */
export type Sight = {
  /** What is wrong now. */
  live(): readonly Sign[]
  /** When the last that showed this key went, as far as this process knows. */
  goneSince(key: string): Date | undefined
  /** When it was first looked for what this incident is about. */
  lookedSince(incident: Incident): Date | undefined
  /** When an alert that showed it was last heard of, where silence is all that ended it. */
  unheardSince?(incident: Incident): Date | undefined
  /** Nothing is known about it at present: it cannot end. */
  isBlind(incident: Incident): boolean
  /** Nothing new is heard of it at present: what time alone makes of the last that was heard is not told. */
  isSilent(sign: Sign): boolean
}
