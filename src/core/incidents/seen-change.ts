import type { Subject } from '../finding.ts'
import type { FieldChange } from '../plan.ts'
import type { Keeping, Look, ResourceName, Watched } from '../watched.ts'

/** What is told apart of a workload; `autoscaling` are replicas that its autoscaler set. */
export const CHANGED_FIELDS = [
  'image',
  'replicas',
  'autoscaling',
  'env',
  'limits',
  'schedule',
] as const
export type ChangedField = (typeof CHANGED_FIELDS)[number]

export type SeenField = FieldChange & { readonly what: ChangedField }

/** What somebody changed of a workload: one write, or several that came together. */
export type SeenChange = {
  /** When it was seen. */
  readonly at: Date
  readonly cluster: string
  readonly about: Subject
  /** Never empty. Values of environment variables are hidden: there may be secrets among them. */
  readonly changes: readonly SeenField[]
  /** Field managers that wrote it, as far as the API server tells: programs, not people. */
  readonly by?: string
  /** Slack id of whoever asked the bot for it, where it was the bot and the audit trail says. */
  readonly askedBy?: string
  /** `metadata.generation` before it: the same change has the same, whoever sees it and how often. */
  readonly generation: number
}

/** Port: what changed lately, from half an hour ago or the start of the process on. */
export type SeenChanges = {
  /** Of this object by its name, also when it was made anew since; oldest first. */
  since(cluster: string, about: Subject, from: Date): readonly SeenChange[]
}

/** How changes of one kind of workload are read off it: a pure function. */
export type ChangeReader = {
  readonly resource: ResourceName
  readonly keeps: readonly Keeping[]
  /** Undefined when nothing of it changed. Never throws for odd objects. */
  read(
    before: Watched,
    after: Watched,
    look: Look,
  ): Pick<SeenChange, 'about' | 'changes' | 'by'> | undefined
}
