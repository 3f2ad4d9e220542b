import type { CommandContext } from '../../src/core/command.ts'
import { mayRead } from '../../src/core/kinds/may-read.ts'
import { isNodeReady, keepsAway, Node, takesPods } from '../../src/core/kinds/node.ts'
import { orNothing } from '../../src/core/kinds/or-nothing.ts'
import { Pod } from '../../src/core/kinds/pod.ts'
import type { PlanWarning } from '../../src/core/plan.ts'
import type { ObjectRef } from '../../src/core/resource.ts'
import { code, text } from '../../src/core/text.ts'

/** What closing a node to new pods leaves behind. */
export async function cordonWarnings(
  { name }: ObjectRef,
  context: CommandContext,
): Promise<readonly PlanWarning[]> {
  const found = await Promise.all([podWarnings(name, context), lastNodeWarnings(name, context)])
  return found.flat()
}

/** What still keeps pods away from a node that is opened again. */
export function uncordonWarnings(node: Node): readonly PlanWarning[] {
  const taints = keepsAway(node)
  const unready = text`The node is not ready: no pod is placed there until it is.`
  const tainted = text`Only pods that tolerate ${code(taints.join(', '))} are placed there.`
  return [
    ...(isNodeReady(node) ? [] : [{ code: 'node-not-ready', text: unready }]),
    ...(taints.length === 0 ? [] : [{ code: 'node-tainted', text: tainted }]),
  ]
}

async function podWarnings(
  node: string,
  { cluster, desk }: CommandContext,
): Promise<readonly PlanWarning[]> {
  const kind = await cluster.kind('pods')
  if (!mayRead(desk, kind, undefined)) return []
  const query = { kind, fieldSelector: `spec.nodeName=${node}` }
  const pods = await orNothing(cluster.list(query, Pod))
  const running = pods.filter(({ status }) => !isOver(status?.phase)).length
  if (running === 0) return []
  const count = running === 1 ? '1 pod runs' : `${running} pods run`
  const stay = text`${count} there and ${running === 1 ? 'stays' : 'stay'}: only new pods are kept away.`
  return [{ code: 'pods-stay', text: stay }]
}

const isOver = (phase: string | null | undefined) => phase === 'Succeeded' || phase === 'Failed'

async function lastNodeWarnings(
  name: string,
  { cluster, desk }: CommandContext,
): Promise<readonly PlanWarning[]> {
  const kind = await cluster.kind('nodes')
  if (!mayRead(desk, kind, undefined)) return []
  const nodes = await orNothing(cluster.list({ kind }, Node))
  const others = nodes.filter(({ metadata }) => metadata.name !== name)
  if (nodes.length === 0 || others.some(takesPods)) return []
  const none = text`No other node takes new pods: whatever is created or replaced will stay Pending.`
  return [{ code: 'last-node', text: none }]
}
