import { code, text } from '../core/text.ts'
import type { Watched } from '../core/watched.ts'
import { defineDetector } from './about/define-detector.ts'
import { sinceOf } from './reading/condition.ts'
import { itemsOf, momentOf, specOf } from './reading/fields.ts'
import { NODES } from './reading/kept.ts'

const TAINT = 'node.kubernetes.io/unschedulable'

export const nodeCordoned = defineDetector({
  id: 'node-cordoned',
  summary: 'a node has been cordoned for long: perhaps forgotten',
  resource: 'nodes',
  keeps: [NODES],
  severity: 'info',
  holdMs: 4 * 60 * 60_000,
  clearMs: 0,
  nextStep: 'Uncordon it if the work on it is done.',
  see(node) {
    if (specOf(node)['unschedulable'] !== true) return undefined
    return {
      summary: text`is still cordoned`,
      evidence: [text`${code(node.name)} takes no new pods`],
      ...sinceOf(cordonedAt(node)),
    }
  },
})

/** The node controller stamps the taint that it puts there for it. */
function cordonedAt(node: Watched): Date | undefined {
  const taint = itemsOf(specOf(node)['taints']).find(({ key }) => key === TAINT)
  return momentOf(taint?.['timeAdded'])
}
