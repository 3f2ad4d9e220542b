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
