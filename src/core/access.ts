import type { Kind } from './resource.ts'

/** Marks "every namespace": what `-A` asks for. */
export const ALL_NAMESPACES = '*'

/** One right that something needs: what policy judges and what the cluster's access review is asked. */
export type Access = {
  readonly verb: 'get' | 'list' | 'watch' | 'patch' | 'create' | 'delete' | 'update'
  readonly kind: Kind
  readonly subresource?: string
  /** A namespace, `*` for all of them, absent for cluster-wide kinds. */
  readonly namespace?: string
  readonly name?: string
  readonly labels?: Readonly<Record<string, string>>
}

/**
 * What a command may ask of a cluster in somebody's name, whatever is typed: `deployments.apps`, `pods/log`, and `*` for
 * the kind that is typed. For the rights of a bot that may act as people only so far.
 */
export type Need = {
  readonly verbs: readonly Access['verb'][]
  readonly resources: readonly string[]
}
