import type { DeckwatchError } from './errors.ts'
import type { Text } from './text.ts'

/** A pod that stands in a rollout's way, and what it last said. */
export type Trouble = {
  readonly pod: string
  readonly container?: string
  /** e.g. `crashes (exit 1), 14 restarts`. */
  readonly why: Text
  /** Last lines of its log, untrusted. */
  readonly lastLines?: string
}

export type Progress = {
  readonly updated: number
  readonly available: number
  readonly desired: number
  readonly revision?: string
}

/** How a change ended. Never `rolled-out` because a patch was accepted. */
export type Outcome =
  | { readonly kind: 'rolled-out'; readonly tookMs: number; readonly progress: Progress }
  /** Accepted, and there is nothing further to follow for this kind. */
  | { readonly kind: 'applied' }
  | {
      readonly kind: 'failed' | 'timed-out'
      readonly tookMs: number
      readonly progress: Progress
      readonly reasons: readonly Text[]
      readonly troubles: readonly Trouble[]
    }
  /** The API server refused: nothing was changed. */
  | { readonly kind: 'refused'; readonly error: DeckwatchError }
  /** No answer came and reading again did not tell: a human must look. */
  | { readonly kind: 'unknown'; readonly why: Text }
  /** Accepted, but what came of it could not be seen. */
  | { readonly kind: 'lost-sight'; readonly why: Text }
  /** Accepted, then somebody changed the object again. */
  | { readonly kind: 'superseded'; readonly why: Text }
