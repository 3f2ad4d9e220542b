import { type Text, text } from '../core/text.ts'
import { MEMORY_MODES } from './diagnosis/memory.ts'
import { diagnose } from './diagnosis/mode.ts'
import type { ContainerState } from './pods/container-state.ts'
import { containersIn } from './pods/containers-in.ts'
import { definePodDetector } from './pods/define-pod-detector.ts'
import { sayContainer } from './pods/say-container.ts'

export const outOfMemory = definePodDetector({
  id: 'out-of-memory',
  summary: 'a container was killed because it ran out of memory',
  severity: 'warning',
  holdMs: 0,
  clearMs: 60_000,
  nextStep: 'Compare its memory use over time with its limit.',
  see(pod, _look, now) {
    const killed = containersIn('memory', pod, now)
    const [first] = killed
    if (!first) return undefined
    const { memoryLimit: limit, isDeclared } = first
    return {
      summary: text`runs out of memory${limit === undefined ? '' : ` (limit ${limit})`}`,
      evidence: killed.flatMap((container) => [
        sayContainer(pod, container),
        ...sayLimit(container),
      ]),
      ...diagnose(MEMORY_MODES, { limit, isDeclared }),
    }
  },
})

function sayLimit({ name, memoryLimit, isDeclared }: ContainerState): readonly Text[] {
  if (memoryLimit !== undefined) return [text`${name}: memory limit ${memoryLimit}`]
  return isDeclared ? [text`${name}: no memory limit is set`] : []
}
