import type { Finding, Severity } from '../../core/finding.ts'
import type { Senses } from './senses.ts'

/** One thing that keeps the bot from seeing or telling: what a detector is for a cluster's objects. Pure. */
export type OwnTrouble = {
  /** kebab-case; the incident's cause. */
  readonly id: string
  /** One line for the documentation: what is told. */
  readonly summary: string
  readonly severity: Severity
  /** It must be true for so long, in ms: what cures itself is not told. */
  readonly holdMs: number
  /** It must be gone for so long, in ms. */
  readonly clearMs: number
  readonly nextStep: string
  /** The bot cannot be relied on meanwhile: the dead man's switch is let go. */
  readonly isGrave: boolean
  see(senses: Senses): readonly OwnFinding[]
}

export type OwnFinding = Pick<Finding, 'about' | 'summary' | 'evidence'> &
  Partial<Pick<Finding, 'subject' | 'since' | 'diagnosis' | 'explains'>> & {
    /** Whose it is: a cluster's, or `ITSELF`. */
    readonly cluster: string
  }
