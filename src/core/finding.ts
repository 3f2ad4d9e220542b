import type { Text } from './text.ts'
import type { Keeping, Look, ResourceName, Watched } from './watched.ts'

export type Severity = 'info' | 'warning' | 'critical'

/** Names an object for people and for keys. */
export type Subject = {
  readonly group: string
  readonly resource: string
  readonly kind: string
  readonly namespace?: string
  readonly name: string
  readonly uid: string
}

/** Kind of the subject that stands for what names no object, such as an alert about a whole cluster. */
export const NO_OBJECT = 'Alert'

/** API group of what is wrong with the bot itself: nothing of a cluster. The group of a custom kind has a dot in it. */
export const OWN_GROUP = 'deckwatch'

/** A known failure mode that the facts of a finding fit: read off them, never guessed. */
export type Diagnosis = {
  /** kebab-case, documented: `image-not-found`. */
  readonly mode: string
  readonly likely: Text
  /** What to do about this mode; says more than the detector's own. */
  readonly nextStep: Text
}

/** The revision of a workload that brought what shows a trouble. */
export type Rollout = {
  readonly revision: string
  /** ISO time at which it began. */
  readonly at: string
  /** The images it changed, `app web:1.4 → web:1.5`; empty where it changed something else. */
  readonly images: string
}

/** Something that is wrong with one object now, as a detector sees it. Pure data. One object has one per cause. */
export type Finding = {
  /** Id of the detector. */
  readonly detector: string
  readonly severity: Severity
  /** The object that shows it. */
  readonly subject: Subject
  /** Whom it is told about: the root owner (the deployment of a pod), the node, the namespace. */
  readonly about: Subject
  /** What kind of trouble, e.g. `crash-loop`: with cluster and `about` it is the incident's key. */
  readonly cause: string
  /** What is true, short: `crashes (exit 1)`. */
  readonly summary: Text
  /** Lines that prove it. */
  readonly evidence: readonly Text[]
  /** When it began as far as the object tells: the hold counts from here, else from when it was first seen. */
  readonly since?: Date
  readonly diagnosis?: Diagnosis
  readonly rollout?: Rollout
  /** Findings of this cause explain others: those of its pods are told with the node. `uid`s of objects whose findings it swallows. */
  readonly explains?: readonly string[]
}

/** What the life of an incident needs to know of whoever saw it. */
export type Telling = Pick<Detector, 'id' | 'holdMs' | 'clearMs' | 'nextStep'>

/** One thing worth telling: a pure function and when it counts. */
export type Detector = {
  /** kebab-case; unique. */
  readonly id: string
  /** One line for the documentation: what is told. */
  readonly summary: string
  readonly resource: ResourceName
  readonly keeps: readonly Keeping[]
  readonly severity: Severity
  /** It must be true for so long, in ms, before it is told. */
  readonly holdMs: number
  /** It must be gone for so long, in ms, before it is over. */
  readonly clearMs: number
  /**
   * Time alone can make it true: look at every object of the kind again this often, in ms. Objects that show something
   * are looked at again from time to time anyway, so that it can end by time alone too.
   */
  readonly everyMs?: number
  /** Deterministic next step for people. */
  readonly nextStep: string
  /** Everything of this kind that is wrong with the object now; empty when fine. Never throws for odd objects. */
  look(object: Watched, look: Look, now: Date): readonly Finding[]
}
