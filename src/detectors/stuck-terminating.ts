import { code, text } from '../core/text.ts'
import { definePodDetector } from './pods/define-pod-detector.ts'
import { podState } from './pods/pod-state.ts'
import { fieldsOf, momentOf, textOf } from './reading/fields.ts'
import { oneLine } from './reading/one-line.ts'

export const stuckTerminating = definePodDetector({
  id: 'stuck-terminating',
  summary: 'a pod should be gone since long, grace period included, and is still there',
  severity: 'warning',
  holdMs: 5 * 60_000,
  clearMs: 0,
  everyMs: 60_000,
  nextStep: 'Look at its node first; then at who should remove the finalizers.',
  see(pod, _look, now) {
    // The API server writes the moment at which it should be gone, not when it was asked for.
    const due = momentOf(pod.deletedAt)
    if (!due || due > now) return undefined
    const finalizers = finalizersOf(fieldsOf(pod.body['metadata'])['finalizers'])
    const { nodeName } = podState(pod)
    return {
      summary: text`does not go away`,
      evidence: [
        text`${code(pod.name)} should have ended${nodeName === undefined ? '' : ` on ${nodeName}`}`,
        ...(finalizers === '' ? [] : [text`held by finalizers: ${finalizers}`]),
      ],
      since: due,
    }
  },
})

const finalizersOf = (value: unknown) =>
  oneLine((Array.isArray(value) ? value : []).flatMap((one) => textOf(one) ?? []).join(', '))
