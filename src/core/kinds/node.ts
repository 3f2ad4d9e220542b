import { z } from 'zod'
import { KubeObject } from '../resource.ts'
import { Condition, conditionOf } from './condition.ts'

const Taint = z.looseObject({
  key: z.string(),
  value: z.string().nullish(),
  effect: z.string(),
})

/** A Node, as far as placing pods there goes. */
export const Node = KubeObject.extend({
  spec: z
    .looseObject({ unschedulable: z.boolean().nullish(), taints: z.array(Taint).nullish() })
    .nullish(),
  status: z.looseObject({ conditions: z.array(Condition).nullish() }).nullish(),
})
export type Node = z.infer<typeof Node>

/** Cordoning puts this taint on the node; it goes when the node is uncordoned. */
const CORDONED = 'node.kubernetes.io/unschedulable'

export const isCordoned = ({ spec }: Node): boolean => spec?.unschedulable === true

export const isNodeReady = ({ status }: Node): boolean =>
  conditionOf(status?.conditions, 'Ready')?.status === 'True'

/** What keeps ordinary pods away, apart from being cordoned. */
export const keepsAway = ({ spec }: Node): readonly string[] =>
  (spec?.taints ?? [])
    .filter(({ key, effect }) => key !== CORDONED && effect !== 'PreferNoSchedule')
    .map(({ key, value, effect }) => `${key}${value ? `=${value}` : ''}:${effect}`)

/** Whether an ordinary new pod could be placed here. */
export const takesPods = (node: Node): boolean =>
  !isCordoned(node) && isNodeReady(node) && keepsAway(node).length === 0
