import type { ObjectWord } from '../words/arguments/object-argument.ts'
import type { View } from '../view.ts'
import type { Incident, Mute } from './incident.ts'

/** What somebody wants to be silent. */
export type MuteWish =
  | { readonly kind: 'incident'; readonly id: string }
  | {
      readonly kind: 'owner'
      readonly cluster: string
      readonly object: ObjectWord
      readonly namespace: string
    }
  | { readonly kind: 'namespace'; readonly cluster: string; readonly namespace: string }
  /** One cause, at an owner, in a namespace or, without either, in the whole cluster. */
  | {
      readonly kind: 'cause'
      readonly cluster: string
      readonly cause: string
      readonly object?: ObjectWord
      readonly namespace?: string
    }

/** Until when: a moment, or until what is silent changes. */
export type MuteEnd = Date | 'change'

export type IncidentList = {
  /** Newest first. */
  readonly incidents: readonly Incident[]
  /** Clusters that could not be asked what this person may see: theirs are left out. */
  readonly silent: readonly string[]
}

/**
 * What the person who asks may do with incidents. Every call finds out anew who may: policy, then the cluster's own
 * access review of `get` on what it is about. All throw UsageError `no-notifications` where none are configured,
 * NotFoundError `no-such-incident` or `no-such-mute`, DeniedError for somebody who may not, UnavailableError while the
 * store is away.
 */
export type IncidentDesk = {
  list(which: 'open' | 'recent'): Promise<IncidentList>
  show(id: string): Promise<View>
  /** Buttons for what this person may do about it, each taking its own road; what they may not is left out. */
  actions(id: string): Promise<View>
  /**
   * Why it is told where it is: what every route says of it. Without an id, of the incident in whose thread this is
   * said; undefined where that is none.
   */
  why(id: string | undefined): Promise<View | undefined>
  acknowledge(id: string): Promise<View>
  /** `to` is a Slack user id, or the one who asks. That person must be able to see it, and is told directly. */
  assign(id: string, to: 'me' | { readonly userId: string }): Promise<View>
  unassign(id: string): Promise<View>
  mute(wish: MuteWish, end: MuteEnd): Promise<View>
  /** Those that hold now, of what this person may see. */
  mutes(): Promise<readonly Mute[]>
  unmute(id: string): Promise<View>
}
