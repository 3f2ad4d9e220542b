import type { Finding, Severity, Subject, Telling } from '../../core/finding.ts'
import type { Text } from '../../core/text.ts'

/** One finding with what is known around it. */
export type Seen = {
  readonly finding: Finding
  readonly detector: Telling
  readonly metadata: Metadata
  /** An alert says it: what detectors see speaks before it, and this line is added. */
  readonly report?: { readonly name: string; readonly line?: Text }
}

/** What all objects together show now of one trouble: the findings of one key. */
export type Sign = {
  /** Cluster, owner and cause: the incident's key. */
  readonly key: string
  readonly cluster: string
  readonly detector: Telling
  /** The worst finding, which speaks for all. */
  readonly finding: Finding
  readonly subjects: readonly Subject[]
  /** Since when it is true without a break. */
  readonly since: Date
  /** Uids of objects whose troubles it explains. */
  readonly explains: ReadonlySet<string>
  readonly metadata: Metadata
  /** An alert says it too, or alone. */
  readonly isReported: boolean
}

/** What people wrote on the thing that a sign is about, and on its namespace, as far as it is known. */
export type Metadata = Marks & { readonly namespace?: Marks }

type Marks = {
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
}

type Owner = Pick<Subject, 'group' | 'resource' | 'namespace' | 'name'>

/** Names an owner for good: also after it was deleted and made anew. */
export const ownerKey = (cluster: string, { group, resource, namespace, name }: Owner): string =>
  [cluster, group, resource, namespace ?? '', name].join('/')

/** The key of the incident that a finding belongs to. */
export const signKey = (cluster: string, { about, cause }: Pick<Finding, 'about' | 'cause'>) =>
  `${ownerKey(cluster, about)}/${cause}`

const WEIGHT: Readonly<Record<Severity, number>> = { info: 0, warning: 1, critical: 2 }

/** Above zero when the first is worse. */
export const compareSeverity = (one: Severity, other: Severity): number =>
  WEIGHT[one] - WEIGHT[other]
