import { code, join, text } from '../core/text.ts'
import { defineDetector } from './about/define-detector.ts'
import { conditionOf, sinceOf } from './reading/condition.ts'
import { NODES } from './reading/kept.ts'
import { oneLine } from './reading/one-line.ts'

const SHORT_OF = [
  { type: 'MemoryPressure', what: 'memory' },
  { type: 'DiskPressure', what: 'disk' },
  { type: 'PIDPressure', what: 'process ids' },
]

export const nodePressure = defineDetector({
  id: 'node-pressure',
  summary: 'a node runs short of memory, disk or process ids and may evict pods',
  resource: 'nodes',
  keeps: [NODES],
  severity: 'warning',
  holdMs: 60_000,
  clearMs: 5 * 60_000,
  nextStep: 'Find what uses it up: get pods on this node; cordon it until it is well.',
  see(node) {
    const short = SHORT_OF.flatMap(({ type, what }) => {
      const condition = conditionOf(node, type)
      return condition?.status === 'True' ? [{ what, condition }] : []
    })
    const [first] = short
    if (!first) return undefined
    return {
      summary: text`runs short of ${join(
        short.map(({ what }) => [what]),
        ' and ',
      )}`,
      evidence: short.map(({ what, condition: { reason, message } }) => {
        return text`${code(node.name)}, ${what}: ${oneLine(message ?? reason ?? 'no reason given')}`
      }),
      ...sinceOf(first.condition.since),
    }
  },
})
