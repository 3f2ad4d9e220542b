import type { z } from 'zod'
import type { Access } from './access.ts'
import type { Actor } from './actor.ts'
import type { Effect } from './plan.ts'
import type { Kind, KubeObject, ObjectRef } from './resource.ts'
import type { Scope } from './view.ts'

export type ClusterInfo = Scope & { readonly description?: string }

export type ClusterHealth = ClusterInfo & {
  readonly state: 'reachable' | 'unreachable' | 'not-asked-yet'
  /** Git version of the API server, e.g. `v1.31.2`, once known. */
  readonly version?: string
  readonly lastError?: string
  readonly since?: Date
}

export type ListQuery = {
  readonly kind: Kind
  /** Absent for cluster-wide kinds and for every namespace. */
  readonly namespace?: string
  readonly labelSelector?: string
  readonly fieldSelector?: string
  /** Stop after this many objects (pages are fetched as needed); default: all. */
  readonly limit?: number
}

export type Listed<T> = {
  readonly items: readonly T[]
  /** True when `limit` cut the list. */
  readonly more: boolean
  /** Objects that did not have the shape asked for; skipped and counted. */
  readonly malformed: number
}

/** What a table is to show: a list, or one object by name. */
export type TableQuery = ListQuery & { readonly name?: string }

/** The server's own printing of a list, as `kubectl get` shows it. */
export type PrintedTable = {
  readonly columns: readonly { readonly name: string; readonly wide: boolean }[]
  readonly rows: readonly {
    readonly cells: readonly string[]
    readonly name: string
    readonly namespace?: string
    readonly labels: Readonly<Record<string, string>>
  }[]
  readonly more: boolean
  /** Set when the cluster did not answer: the table is of what was watched, as it was known then. */
  readonly asOf?: Date
}

export type LogQuery = {
  readonly namespace: string
  readonly pod: string
  readonly container?: string
  readonly previous?: boolean
  readonly tailLines?: number
  readonly sinceSeconds?: number
  readonly timestamps?: boolean
  /** Hard cap; the transport stops reading there. Default 1 MiB. */
  readonly limitBytes?: number
}

export type LogText = {
  /** Bytes as UTF-8, invalid sequences replaced; not yet redacted. */
  readonly text: string
  readonly truncated: boolean
}

export type ReviewAnswer = { readonly allowed: boolean; readonly reason?: string }

/**
 * Port: one cluster, read as one person. Every call impersonates that person, has a deadline, and throws the
 * errors of `errors.ts`: ForbiddenError, NotFoundError, UnavailableError, UsageError (unknown kind, with
 * near names as suggestions). Names are validated before anything is sent.
 */
export type ClusterReader = {
  readonly info: ClusterInfo
  /** Finds a kind as kubectl does: plural, singular, short name, kind, `resource.group`, `resource.version.group`. */
  kind(word: string): Promise<Kind>
  /** Every kind that is served, preferred versions only. */
  kinds(): Promise<readonly Kind[]>
  get<T extends z.ZodType<KubeObject>>(ref: ObjectRef, shape: T): Promise<z.infer<T>>
  list<T extends z.ZodType<KubeObject>>(query: ListQuery, shape: T): Promise<Listed<z.infer<T>>>
  table(query: TableQuery): Promise<PrintedTable>
  logs(query: LogQuery): Promise<LogText>
  /** The cluster's own access review (SelfSubjectAccessReview) under impersonation. */
  review(access: Access): Promise<ReviewAnswer>
  /** Who the API server says this person is. */
  whoAmI(): Promise<{ readonly user: string; readonly groups: readonly string[] }>
  version(): Promise<string>
}

export type Applied = {
  readonly object: KubeObject
  /** The API server's own audit id of this call, when it gave one. */
  readonly auditId?: string
}

/** Port: the writing half. Only `execute` may hold one. Never retries; throws LostAnswerError when no answer came. */
export type ClusterWriter = {
  apply(effect: Effect, options: { readonly dryRun: boolean }): Promise<Applied>
}

/** One person on one cluster for the length of one request. */
export type ClusterSession = { readonly reader: ClusterReader; readonly writer: ClusterWriter }

export type CallContext = {
  readonly actor: Actor
  readonly requestId: string
  /** Ends every call of this session when aborted. */
  readonly signal: AbortSignal
}

/** Port: every cluster this process serves. */
export type Clusters = {
  readonly infos: readonly ClusterInfo[]
  /** Throws UsageError for an unknown name, with near names. */
  open(cluster: string, context: CallContext): ClusterSession
  health(): readonly ClusterHealth[]
}
