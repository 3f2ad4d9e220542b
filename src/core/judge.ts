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
}
