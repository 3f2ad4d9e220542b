import { editFields, type Edit } from '../../src/core/kinds/edit-fields.ts'
import { CHANGE_CAUSE, type Revision } from '../../src/core/kinds/revisions.ts'
import { templateChanges, withoutHash } from '../../src/core/kinds/template-diff.ts'
import type { Workload } from '../../src/core/kinds/workload.ts'
import type { Effect, Target } from '../../src/core/plan.ts'

/** Puts an earlier revision's template in place of the one that was read, and its noted cause with it. */
export function rollbackEffect(target: Target, object: Workload, goal: Revision): Effect {
  const before = object.spec?.template ?? {}
  const after = withoutHash(goal.template)
  return {
    verb: 'patch',
    target,
    ...editFields(object, [{ path: ['spec', 'template'], to: after }, ...causeEdits(object, goal)]),
    changes: templateChanges(before, after),
    follow: 'rollout',
  }
}

/**
 * The cause lives on the object and is copied to its newest revision: the old one would be a lie there. Nothing relies
 * on it: the controller writes annotations beside it with each rollout.
 */
function causeEdits({ metadata }: Workload, { cause }: Revision): readonly Edit[] {
  const now = metadata.annotations?.[CHANGE_CAUSE]
  if (now === cause || !metadata.annotations) return []
  return [{ path: ['metadata', 'annotations', CHANGE_CAUSE], to: cause, relied: false }]
}
