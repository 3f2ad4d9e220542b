import type { Incident } from '../../core/incidents/incident.ts'
import { conditionOf } from '../../core/kinds/condition.ts'
import { isCordoned, isNodeReady, Node } from '../../core/kinds/node.ts'
import { code, join, type Text, text, time } from '../../core/text.ts'
import type { Look, Watched } from '../../core/watched.ts'

const PRESSURES = ['MemoryPressure', 'DiskPressure', 'PIDPressure', 'NetworkUnavailable']

/**
 * `node-1: ready, cordoned, MemoryPressure`: the node that an incident is about, or else that its pod runs on, as far as
 * it is watched.
 */
export function nodeState(
  { about }: Pick<Incident, 'about'>,
  pod: Watched | undefined,
  look: Look,
): Text | undefined {
  const name = about.resource === 'nodes' ? about.name : pod && nodeOf(pod)
  if (name === undefined) return undefined
  const watched = look.get('nodes', name)
  if (!watched) return undefined
  const node = Node.safeParse({ ...watched.body, metadata: { name } })
  return node.success ? text`${code(name)}: ${join(stateOf(node.data), ', ')}` : undefined
}

function nodeOf({ body: { spec } }: Watched): string | undefined {
  const name = typeof spec === 'object' && spec && 'nodeName' in spec ? spec.nodeName : undefined
  return typeof name === 'string' ? name : undefined
}

function stateOf(node: Node): readonly Text[] {
  const ready = conditionOf(node.status?.conditions, 'Ready')
  const since = Date.parse(ready?.lastTransitionTime ?? '')
  const from = Number.isNaN(since) ? text`` : text` since ${time(new Date(since))}`
  const pressures = PRESSURES.filter(
    (type) => conditionOf(node.status?.conditions, type)?.status === 'True',
  )
  return [
    text`${isNodeReady(node) ? 'ready' : 'not ready'}${from}`,
    ...(isCordoned(node) ? [text`cordoned`] : []),
    ...pressures.map((type) => text`${type}`),
  ]
}
