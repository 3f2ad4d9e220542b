import { text } from '../core/text.ts'
import { diagnose } from './diagnosis/mode.ts'
import { START_MODES } from './diagnosis/starts.ts'
import { containersIn } from './pods/containers-in.ts'
import { definePodDetector } from './pods/define-pod-detector.ts'
import { sayWaiting } from './pods/say-container.ts'

export const containerConfig = definePodDetector({
  id: 'container-config',
  summary: 'a container cannot be made from what the pod says: missing ConfigMap, Secret, command',
  severity: 'warning',
  holdMs: 30_000,
  clearMs: 60_000,
  nextStep: 'Read what the kubelet says in the evidence and correct the pod’s manifest.',
  see(pod, _look, now) {
    const waiting = containersIn('config', pod, now)
    const [first] = waiting
    if (!first) return undefined
    const said = waiting.map(({ waiting: why }) => why?.message ?? '').join('\n')
    return {
      summary: text`cannot start ${first.name}: ${first.waiting?.reason ?? 'misconfigured'}`,
      evidence: waiting.map((container) => sayWaiting(pod, container)),
      ...diagnose(START_MODES, said),
    }
  },
})
