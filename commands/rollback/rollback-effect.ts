import { CHANGE_CAUSE, type Revision } from '../../src/core/kinds/revisions.ts'
import { templateChanges, withoutHash } from '../../src/core/kinds/template-diff.ts'
import type { Workload } from '../../src/core/kinds/workload.ts'
import type { Effect, JsonPatch, Target } from '../../src/core/plan.ts'
import { pointerStep } from '../../src/core/pointer.ts'

/** Puts an earlier revision's template in place of the one that was read, and its noted cause with it. */
export function rollbackEffect(target: Target, object: Workload, goal: Revision): Effect {
  const before = object.spec?.template ?? {}
  const after = withoutHash(goal.template)
  return {
    verb: 'patch',
    target,
    patch: [
      { op: 'test', path: '/metadata/uid', value: target.uid },
      { op: 'test', path: '/spec/template', value: before },
      { op: 'replace', path: '/spec/template', value: after },
      ...causePatch(object, goal),
    ],
    changes: templateChanges(before, after),
    follow: 'rollout',
  }
}

/** The cause lives on the object and is copied to its newest revision: the old one would be a lie there. */
function causePatch({ metadata }: Workload, { cause }: Revision): JsonPatch {
  const now = metadata.annotations?.[CHANGE_CAUSE]
  const path = `/metadata/annotations/${pointerStep(CHANGE_CAUSE)}`
  if (now === cause || !metadata.annotations) return []
  return cause === undefined ? [{ op: 'remove', path }] : [{ op: 'add', path, value: cause }]
}
