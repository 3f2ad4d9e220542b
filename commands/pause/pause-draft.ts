import type { CommandContext } from '../../src/core/command.ts'
import { UsageError } from '../../src/core/errors.ts'
import { managedWarnings } from '../../src/core/kinds/change-warnings.ts'
import { editFields } from '../../src/core/kinds/edit-fields.ts'
import { findObject } from '../../src/core/kinds/find-object.ts'
import { objectRef } from '../../src/core/kinds/object-ref.ts'
import { targetOf } from '../../src/core/kinds/target-of.ts'
import { Workload } from '../../src/core/kinds/workload.ts'
import type { PlanDraft, PlanWarning } from '../../src/core/plan.ts'
import { type Kind, refName } from '../../src/core/resource.ts'
import { code, text } from '../../src/core/text.ts'
import type { ObjectWord } from '../../src/core/words/arguments/object-argument.ts'

type Wished = {
  readonly object: ObjectWord
  readonly namespace: string | undefined
  readonly paused: boolean
}

/** What this command in particular finds worth saying about the object. */
type Look = (object: Workload) => Pick<PlanDraft, 'risk'> & {
  readonly warnings: readonly PlanWarning[]
}

/** One deployment, its rollouts held or let go. */
export async function pauseDraft(
  { object: word, namespace, paused }: Wished,
  context: CommandContext,
  look: Look,
): Promise<PlanDraft> {
  const { cluster, defaultNamespace } = context
  const ref = await objectRef(word, { cluster, namespace: namespace ?? defaultNamespace })
  mustBePausable(ref.kind)
  const object = await findObject(context, ref, Workload)
  const target = targetOf(ref, object)
  if ((object.spec?.paused === true) === paused) {
    const nothing = text`${code(refName(ref))} ${paused ? 'is paused already' : 'is not paused'}.`
    return { effects: [], warnings: [], risk: 'change', about: target, nothing }
  }
  const { risk, warnings } = look(object)
  return {
    risk,
    takenBackAs: paused ? 'resume' : 'pause',
    warnings: [...warnings, ...managedWarnings(object, 'what it declares')],
    effects: [
      {
        verb: 'patch',
        target,
        ...editFields(object, [{ path: ['spec', 'paused'], to: paused || undefined }]),
        changes: [{ field: 'paused', before: !paused, after: paused }],
        follow: paused ? 'none' : 'rollout',
      },
    ],
  }
}

function mustBePausable({ group, resource }: Kind): void {
  if (group === 'apps' && resource === 'deployments') return
  throw new UsageError('not-pausable', text`${code(resource)} cannot be paused.`, {
    hint: text`It works for deployments.`,
  })
}
