import { code, text } from '../core/text.ts'
import { defineDetector } from './about/define-detector.ts'
import { fieldsOf, specOf, statusOf, textOf } from './reading/fields.ts'
import { VOLUMES } from './reading/kept.ts'
import { oneLine } from './reading/one-line.ts'

export const volumeFailed = defineDetector({
  id: 'volume-failed',
  summary: 'a released volume could not be reclaimed',
  resource: 'persistentvolumes',
  keeps: [VOLUMES],
  severity: 'warning',
  holdMs: 60_000,
  clearMs: 60_000,
  nextStep: 'Look at the storage behind it: it may still hold data, and cost.',
  see(volume) {
    const status = statusOf(volume)
    if (status['phase'] !== 'Failed') return undefined
    const { namespace, name } = fieldsOf(specOf(volume)['claimRef'])
    const claim =
      textOf(name) === undefined ? '' : `, of claim ${String(namespace)}/${String(name)}`
    const said = textOf(status['message']) ?? textOf(status['reason']) ?? 'no reason given'
    return {
      summary: text`could not be reclaimed`,
      evidence: [text`${code(volume.name)}${oneLine(claim)}: ${oneLine(said)}`],
    }
  },
})
