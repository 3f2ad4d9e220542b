import type { CommandContext } from '../../src/core/command.ts'
import { managedWarnings, rolloutWarnings } from '../../src/core/kinds/change-warnings.ts'
import { interruptionWarnings, isInterrupting } from '../../src/core/kinds/rollout-warnings.ts'
import { scaleWarnings } from '../../src/core/kinds/scale-warnings.ts'
import { Workload } from '../../src/core/kinds/workload.ts'
import type { Effect, PlanDraft, PlanWarning } from '../../src/core/plan.ts'
import type { KubeObject } from '../../src/core/resource.ts'
import { text } from '../../src/core/text.ts'

type Undoing = {
  /** As it will be made. */
  readonly effect: Effect
  readonly object: KubeObject
  readonly size: PlanDraft['size']
}

/** What a change of this kind would be warned of, said again: the world has moved on since. */
export async function undoWarnings(
  { effect, object, size }: Undoing,
  { cluster }: CommandContext,
): Promise<readonly PlanWarning[]> {
  const managed = managedWarnings(object, 'what it declares')
  const workload = workloadOf(object)
  if (!workload) return managed
  const isScale = effect.subresource === 'scale' && size
  return [
    ...(isScale
      ? await scaleWarnings({ ref: effect.target, object: workload, ...size }, cluster)
      : []),
    ...(rollsOut(effect) ? [ROLLS_OUT, ...interruptionWarnings(workload)] : []),
    ...managed,
    ...rolloutWarnings(workload),
  ]
}

/** Whether it interrupts what the workload serves. */
export function isDangerous({ effect, object, size }: Undoing): boolean {
  const workload = workloadOf(object)
  const interrupts = rollsOut(effect) && workload !== undefined && isInterrupting(workload)
  return interrupts || (size?.after === 0 && size.before !== 0)
}

const ROLLS_OUT: PlanWarning = {
  code: 'undo-rolls-out',
  text: text`The pods are replaced once more, a few at a time.`,
}

const rollsOut = ({ patch }: Effect): boolean =>
  patch.some(({ op, path }) => op !== 'test' && path.startsWith('/spec/template'))

/** Only what has a pod template rolls out or is scaled. */
function workloadOf(object: KubeObject): Workload | undefined {
  const read = Workload.safeParse(object)
  return read.success && read.data.spec?.template ? read.data : undefined
}
