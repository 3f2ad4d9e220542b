import { code, text } from '../core/text.ts'
import type { Look, Watched } from '../core/watched.ts'
import { defineDetector } from './about/define-detector.ts'
import { ownersOf } from '../core/about/owners.ts'
import { diagnose } from './diagnosis/mode.ts'
import { NODE_MODES } from './diagnosis/nodes.ts'
import { KEPT } from './pods/kept.ts'
import { podState } from './pods/pod-state.ts'
import { conditionOf, sinceOf } from './reading/condition.ts'
import { NODES } from './reading/kept.ts'
import { oneLine } from './reading/one-line.ts'

export const nodeNotReady = defineDetector({
  id: 'node-not-ready',
  summary: 'a node is not ready; what its pods and their owners show is told with it',
  resource: 'nodes',
  keeps: [NODES, ...KEPT],
  severity: 'critical',
  holdMs: 30_000,
  clearMs: 2 * 60_000,
  nextStep: 'Look at the machine; cordon and drain it if it comes and goes.',
  see(node, look) {
    const ready = conditionOf(node, 'Ready')
    if (!ready || ready.status === 'True' || node.deletedAt !== undefined) return undefined
    const said = `${ready.reason ?? 'NotReady'}: ${ready.message ?? 'no reason given'}`
    // What ended before has nothing to do with it: a job that failed there is told by itself.
    const pods = look.onNode(node.name).filter((pod) => !hasEnded(pod))
    const many = pods.length === 1 ? '1 pod is' : `${pods.length} pods are`
    return {
      summary: text`is not ready`,
      evidence: [text`${code(node.name)}: ${oneLine(said)}`, text`${many} on it`],
      explains: explainedBy(pods, look),
      ...sinceOf(ready.since),
      ...diagnose(NODE_MODES, said),
    }
  },
})

const hasEnded = (pod: Watched) => ['Succeeded', 'Failed'].includes(podState(pod).phase)

/** Its pods, and whoever runs them: a DaemonSet is not whole where a node is lost. */
const explainedBy = (pods: readonly Watched[], look: Look): readonly string[] => [
  ...new Set(pods.flatMap((pod) => [pod.uid, ...ownersOf(pod, look).map(({ uid }) => uid)])),
]
