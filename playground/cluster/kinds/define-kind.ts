import type { z } from 'zod'
import type { Column } from '../printing/column.ts'
import type { Cause } from '../rest/status-error.ts'
import type { KubeObject } from '../storage/kube-object.ts'

/** How one kind is served, checked, completed and printed. */
export type KindDefinition<T extends KubeObject = KubeObject> = {
  readonly group: string
  readonly version: string
  readonly kind: string
  /** Plural, as in URLs. */
  readonly resource: string
  readonly singular: string
  readonly shortNames: readonly string[]
  readonly categories: readonly string[]
  readonly namespaced: boolean
  readonly subresources: readonly ('status' | 'scale' | 'log' | 'eviction')[]
  /** Counts spec changes in `metadata.generation`. */
  readonly generation: boolean
  /** Pods wait for their kubelet, namespaces for their content. */
  readonly deletion: 'plain' | 'graceful' | 'namespace'
  /** Names as RBAC objects have them: anything that fits a path segment. */
  readonly freeNames: boolean
  /** Adds the defaults that the API server adds. */
  readonly shape: z.ZodType<T>
  /** Between Name and Age; wide ones stand after Age. `age` false leaves Age out. */
  readonly columns: readonly Column<T>[]
  readonly age: boolean
  validate?(object: T, before: T | undefined): readonly Cause[]
}

type Choices<T extends KubeObject> = Pick<
  KindDefinition<T>,
  'group' | 'version' | 'kind' | 'resource' | 'shape'
> &
  Partial<KindDefinition<T>>

/** Declares a kind; what is not said is as most kinds have it. */
export function defineKind<T extends KubeObject>(choices: Choices<T>): KindDefinition<T> {
  return {
    singular: choices.kind.toLowerCase(),
    shortNames: [],
    categories: [],
    namespaced: true,
    subresources: [],
    generation: false,
    deletion: 'plain',
    freeNames: false,
    columns: [],
    age: true,
    ...choices,
  }
}

/** `apps/deployments`, `/pods`: a kind's place in storage. */
export const resourceId = (kind: Pick<KindDefinition, 'group' | 'resource'>): string =>
  `${kind.group}/${kind.resource}`

export const apiVersionOf = (kind: Pick<KindDefinition, 'group' | 'version'>): string =>
  kind.group === '' ? kind.version : `${kind.group}/${kind.version}`
