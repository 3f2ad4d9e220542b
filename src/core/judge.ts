import type { Actor } from './actor.ts'
import type { Risk, Size } from './plan.ts'
import type { Place } from './request.ts'
import type { Verdict } from './verdict.ts'

/** What policy may look at. Absent means "not about one": a cluster-wide kind has no namespace. */
export type Facts = {
  readonly actor: Actor
  readonly command: string
  readonly risk: Risk
  readonly cluster: { readonly name: string; readonly environment: string }
  readonly place: Pick<Place, 'channelId' | 'kind'>
  readonly target?: {
    /** `*` when every namespace is asked for. */
    readonly namespace?: string
    readonly name?: string
    readonly kind?: string
    readonly group?: string
    /** Known for changes, where the object was read. */
    readonly labels?: Readonly<Record<string, string>>
    /** The same for annotations. */
    readonly annotations?: Readonly<Record<string, string>>
  }
  readonly size?: Size
  readonly at: Date
}

/** Port: what policy says. Pure and synchronous: the caller gathers the facts. */
export type Judge = {
  /** No opinion is a denial. */
  judge(facts: Facts): Verdict
  /**
   * Could this person use this command here: for at least some target or, when one is given, for that one, with
   * whatever labels and size? Lets nobody through: for help, typeahead and what a failed plan may tell.
   */
  could(facts: Omit<Facts, 'size'>): boolean
  /** Change freezes that hold at this moment on this cluster, whoever asks. */
  freezes(facts: Pick<Facts, 'cluster' | 'at'>): readonly Freeze[]
  /** Whether a reason holds a pattern of policy's; never hangs, whatever the pattern and the reason. */
  reasonHolds(pattern: string, reason: string): boolean
  readonly terms: Terms
  /** Undefined where the policy has no way around itself. */
  readonly breakGlass: BreakGlass | undefined
}

/** A time in which changes are denied or asked about. */
export type Freeze = {
  readonly name: string
  readonly reason: string
  readonly effect: 'ask' | 'deny'
  /** When it ends; undefined when not within a year. */
  readonly until?: Date
}

/** How far ahead and how far back, in ms. */
export type Terms = {
  /** How long after its end a change can be undone. */
  readonly undoMs: number
  /** How far ahead `--at` may be. */
  readonly aheadMs: number
  /** How long `--for` may last, extensions included. */
  readonly temporaryMs: number
}

/** The way around policy (never around Kubernetes' own access control), for listed people. */
export type BreakGlass = {
  mayUse(actor: Actor): boolean
  /** Who may close the review of one; never the person who used it. */
  mayReview(actor: Actor): boolean
  /** Slack ids told of each use directly, beside the channel. */
  readonly reviewers: readonly string[]
  /** Channel id of the alarm. */
  readonly channel: string
  /** Least length of the reason. */
  readonly minReason: number
}
