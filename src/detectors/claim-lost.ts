import { code, text } from '../core/text.ts'
import { defineDetector } from './about/define-detector.ts'
import { specOf, statusOf, textOf } from './reading/fields.ts'
import { CLAIMS } from './reading/kept.ts'

export const claimLost = defineDetector({
  id: 'claim-lost',
  summary: 'the volume behind a bound claim is gone',
  resource: 'persistentvolumeclaims',
  keeps: [CLAIMS],
  severity: 'critical',
  holdMs: 0,
  clearMs: 60_000,
  nextStep: 'Restore the volume, or the data from a backup; do not delete the claim before.',
  see(claim) {
    if (statusOf(claim)['phase'] !== 'Lost') return undefined
    const volume = textOf(specOf(claim)['volumeName']) ?? 'unknown'
    return {
      summary: text`lost its volume`,
      evidence: [text`${code(claim.name)} was bound to ${code(volume)}, which no longer exists`],
    }
  },
})
