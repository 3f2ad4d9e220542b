import type { Detector } from '../../core/finding.ts'
import { defineDetector, type Declaration } from '../about/define-detector.ts'
import { revisionBehind } from '../about/revision-behind.ts'
import { impactOn } from '../about/impact.ts'
import { rootOwner } from '../../core/about/owners.ts'
import { KEPT } from './kept.ts'

/**
 * A detector of pods: it also tells how badly the workload is hit, which rollout the pod came with, and is critical
 * when nothing of the workload is left.
 */
export function definePodDetector(declared: Omit<Declaration, 'resource' | 'keeps'>): Detector {
  return defineDetector({
    ...declared,
    resource: 'pods',
    keeps: KEPT,
    see(pod, look, now) {
      const seen = declared.see(pod, look, now)
      if (!seen) return undefined
      const { severity, lines } = impactOn(rootOwner(pod, look), look)
      const rollout = revisionBehind(pod, look)
      return {
        ...seen,
        evidence: [...seen.evidence, ...lines],
        ...(severity && { severity }),
        ...(rollout && { rollout }),
      }
    },
  })
}
