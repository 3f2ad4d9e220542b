import type { CommandContext } from '../../src/core/command.ts'
import { editFields } from '../../src/core/kinds/edit-fields.ts'
import { findObject } from '../../src/core/kinds/find-object.ts'
import { isCordoned, Node } from '../../src/core/kinds/node.ts'
import { targetOf } from '../../src/core/kinds/target-of.ts'
import type { PlanDraft, PlanWarning } from '../../src/core/plan.ts'
import type { ObjectRef } from '../../src/core/resource.ts'
import { code, text } from '../../src/core/text.ts'

type Wished = {
  readonly name: string
  /** Whether new pods shall be kept away. */
  readonly cordoned: boolean
}

type Warn = (node: Node, ref: ObjectRef) => Promise<readonly PlanWarning[]>

/** One node, closed to new pods or opened again. */
export async function cordonDraft(
  { name, cordoned }: Wished,
  context: CommandContext,
  warn: Warn,
): Promise<PlanDraft> {
  const ref = { kind: await context.cluster.kind('nodes'), name }
  const node = await findObject(context, ref, Node)
  const target = targetOf(ref, node)
  if (isCordoned(node) === cordoned) {
    const state = cordoned ? 'is cordoned' : 'takes new pods'
    const nothing = text`${code(name)} ${state} already.`
    return { effects: [], warnings: [], risk: 'change', about: target, nothing }
  }
  const warnings = await warn(node, ref)
  const field = { field: 'unschedulable', before: !cordoned, after: cordoned }
  return {
    risk: warnings.some(({ code }) => code === 'last-node') ? 'danger' : 'change',
    warnings,
    takenBackAs: cordoned ? 'uncordon' : 'cordon',
    effects: [
      {
        verb: 'patch',
        target,
        ...editFields(node, [{ path: ['spec', 'unschedulable'], to: cordoned || undefined }]),
        changes: [field],
        follow: 'none',
      },
    ],
  }
}
