import type { ClusterReader } from '../../src/core/cluster.ts'
import { LabelSelector, selectorText } from '../../src/core/kinds/label-selector.ts'
import { Pod } from '../../src/core/kinds/pod.ts'
import type { KubeObject, ObjectRef } from '../../src/core/resource.ts'

const SELECTING = [
  ...['deployments', 'replicasets', 'statefulsets', 'daemonsets'].map((name) => `${name}.apps`),
  'jobs.batch',
  'services.',
  'replicationcontrollers.',
]
const MOST = 200

/** Whether pods belong to objects of this kind, or run on it. */
export const hasPods = ({ kind }: ObjectRef): boolean =>
  isNode(kind) || SELECTING.includes(`${kind.resource}.${kind.group}`)

/** The pods that an object selects, or that run on a node. */
export async function podsAround(
  ref: ObjectRef,
  object: KubeObject,
  reader: ClusterReader,
): Promise<readonly Pod[]> {
  const kind = await reader.kind('pods')
  if (isNode(ref.kind)) {
    const onNode = { kind, fieldSelector: `spec.nodeName=${ref.name}`, limit: MOST }
    return (await reader.list(onNode, Pod)).items
  }
  const labelSelector = selectorText(selectorOf(object))
  if (labelSelector === undefined || ref.namespace === undefined) return []
  return (await reader.list({ kind, namespace: ref.namespace, labelSelector, limit: MOST }, Pod))
    .items
}

const isNode = ({ group, resource }: ObjectRef['kind']) => group === '' && resource === 'nodes'

function selectorOf(object: KubeObject): LabelSelector | undefined {
  const { spec } = object
  if (typeof spec !== 'object' || spec === null || !('selector' in spec)) return undefined
  const parsed = LabelSelector.safeParse(spec.selector)
  return parsed.success ? parsed.data : undefined
}
