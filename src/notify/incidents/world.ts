import type { Incident, Mute } from '../../core/incidents/incident.ts'
import type { Severity } from '../../core/finding.ts'
import type { EscalationStep } from '../routes/route-settings.ts'
import type { Sign } from './sign.ts'

/** Where an incident is told, and of which cluster it is. */
export type Placed = Pick<Incident, 'scope' | 'channel' | 'route' | 'by' | 'also' | 'routing'>

/** Hours in which a place hears only of what is bad enough. */
export type Quiet = { readonly breaksThrough: Severity; readonly until?: Date }

/** Everything that decides what incidents there are and what is told of them. */
export type World = {
  readonly now: Date
  /** What is wrong now. */
  readonly signs: readonly Sign[]
  /** Those that are open, were over a short time ago, or share a digest with an open one. */
  readonly incidents: readonly Incident[]
  readonly mutes: readonly Mute[]
  /** Nothing is known about it at present: it can neither begin nor end. */
  isBlind(incident: Incident): boolean
  /** Since when an incident of the bot's own tells that this one cannot be seen. */
  unseenSince(incident: Incident): string | undefined
  /** Others must hear from time to time that it still is so: what one process sees of itself no other one does. */
  mustConfirm(incident: Incident): boolean
  /** Its kind is not heard of at present: what time alone makes of the last that was heard is not told. */
  isSilent(sign: Sign): boolean
  /** Since when nothing shows it any more. */
  goneSince(incident: Incident): Date
  /** It was gone already when this process first looked. */
  endedUnseen(incident: Incident): boolean
  /** When an alert that showed it was last heard of, where silence is all that ended it. */
  unheardSince(incident: Incident): Date | undefined
  /** How long it must be gone. */
  clearMs(incident: Incident): number
  /** Until when something else told of this trouble, as far as is known. */
  coveredUntil(key: string): Date | undefined
  /** What the owner's pods are made from now; undefined where that is not known. */
  revisionOf(incident: Incident): string | undefined
  place(sign: Sign): Placed
  /** The quiet hours that a route keeps now; nothing while it keeps none. */
  quietNow(route: string): Quiet | undefined
  /** Who is called when nobody acknowledges what a route told. */
  escalation(route: string): readonly EscalationStep[]
  /** Nobody was shown this message yet, and nobody brings it to Slack at this moment. */
  isUnshown(key: string): boolean
  newId(): string
}

/** An incident's next state, beside the one that the store has. */
export type Change = { readonly before: Incident | undefined; readonly next: Incident }
