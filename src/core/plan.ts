import type { Actor } from './actor.ts'
import type { Kind } from './resource.ts'
import type { Text } from './text.ts'

/** One field, before and after, as people read it. `null` is "not set". */
export type FieldChange = {
  readonly field: string
  readonly before: string | number | boolean | null
  readonly after: string | number | boolean | null
}

export type JsonPatch = readonly JsonPatchOperation[]
export type JsonPatchOperation =
  | { readonly op: 'test' | 'add' | 'replace'; readonly path: string; readonly value: unknown }
  | { readonly op: 'remove'; readonly path: string }

/** What a plan is about, with all that must still be true when it runs. */
export type Target = {
  readonly kind: Kind
  readonly namespace?: string
  readonly name: string
  readonly uid: string
  readonly generation: number
  readonly labels: Readonly<Record<string, string>>
  /** The short ones: who owns it is often written there. */
  readonly annotations?: Readonly<Record<string, string>>
}

/**
 * One declarative API call. Its preconditions are the `test` operations in its patch (uid and the fields relied
 * on): the API server itself refuses when the object drifted.
 */
export type Effect = {
  readonly verb: 'patch'
  readonly target: Target
  readonly subresource?: 'scale'
  readonly patch: JsonPatch
  /** Brings back what was read before, and tests that what `patch` wrote is still there. */
  readonly inverse: JsonPatch
  readonly changes: readonly FieldChange[]
  /** How to learn whether the cluster made it true. */
  readonly follow: 'rollout' | 'none'
}

export type PlanWarning = {
  /** Stable id, e.g. `hpa-owns-replicas`. */
  readonly code: string
  readonly text: Text
  /** Words that would serve better, without the command's name. */
  readonly instead?: string
}

/** read: changes nothing. change: can be undone by another command. danger: interrupts service or cannot be undone. */
export type Risk = 'read' | 'change' | 'danger'

/** Replicas before and after, summed over the targets: what "size of the change" rules look at. */
export type Size = { readonly before: number; readonly after: number }

/** How to say it: "Scale …", "Scaling …", "Scaled …", "Scale of … failed". */
export type Wording = {
  readonly imperative: string
  readonly doing: string
  readonly done: string
  readonly noun: string
}

/** What a change command returns: reads only, decides nothing, writes nothing. */
export type PlanDraft = {
  readonly effects: readonly Effect[]
  readonly warnings: readonly PlanWarning[]
  readonly risk: Exclude<Risk, 'read'>
  readonly size?: Size
  /** Why there is nothing to do, when `effects` is empty. */
  readonly nothing?: Text
  /** What was looked at, when `effects` is empty: policy judges that too. */
  readonly about?: Target
  /** When somebody else's rollout should be followed instead of starting another. */
  readonly followInstead?: Target
  /** e.g. the revision that a rollback leads to; shown with the changes. */
  readonly notes?: readonly Text[]
  /** Id of the plan that this one takes back. */
  readonly undoes?: string
  /** The command that policy judges it as, where that is not its own: taking back a scale is judged as a scale. */
  readonly asCommand?: string
  /** The command that policy judges its taking back as, where that is another: a cordon is taken back by an uncordon. */
  readonly takenBackAs?: string
}

/** The whole change as plain, serializable data. What waits, travels or is voted on is this, never a closure. */
export type Plan = PlanDraft & {
  readonly id: string
  /** Id of the request that asked for it: leads from a plan to the log and to the cluster's audit log. */
  readonly requestId: string
  readonly command: string
  readonly words: string
  readonly wording: Wording
  readonly requester: Actor
  readonly cluster: string
  readonly reason?: string
  /** For how long, in ms; afterwards the inverse is made. */
  readonly forMs?: number
  /** Not before this moment. */
  readonly at?: string
  readonly createdAt: string
  readonly expiresAt: string
  /** SHA-256 over the canonical JSON of everything that says what would happen. */
  readonly hash: string
}
