import { code, text } from '../core/text.ts'
import { IMAGE_MODES } from './diagnosis/images.ts'
import { diagnose } from './diagnosis/mode.ts'
import { containersIn } from './pods/containers-in.ts'
import { definePodDetector } from './pods/define-pod-detector.ts'
import { sayWaiting } from './pods/say-container.ts'
import { oneLine } from './reading/one-line.ts'

export const imagePull = definePodDetector({
  id: 'image-pull',
  summary: 'an image cannot be pulled',
  severity: 'warning',
  holdMs: 60_000,
  clearMs: 60_000,
  nextStep: 'Check the image name and tag, then the pull secret.',
  see(pod, _look, now) {
    const waiting = containersIn('image', pod, now)
    const [first] = waiting
    if (!first) return undefined
    const said = waiting.map(({ waiting: why }) => `${why?.reason}: ${why?.message}`).join('\n')
    return {
      summary: text`cannot pull ${code(oneLine(first.image ?? 'its image'))}`,
      evidence: waiting.map((container) => sayWaiting(pod, container)),
      ...diagnose(IMAGE_MODES, said),
    }
  },
})
