import { sameJson } from '../canonical.ts'
import type { Effect, JsonPatchOperation } from '../plan.ts'
import { atPointer } from '../pointer.ts'
import type { KubeObject } from '../resource.ts'

/** Is everything this effect writes there now? */
export function isMade(effect: Effect, object: KubeObject): boolean {
  return effect.patch.every((step) => step.op === 'test' || isWritten(object, step))
}

/** Is everything this effect relied on still as it was? */
export function isUnmade(effect: Effect, object: KubeObject): boolean {
  return effect.patch
    .map((step) => onObject(step, effect))
    .every((step) => step.op !== 'test' || sameJson(atPointer(object, step.path), step.value))
}

function isWritten(object: KubeObject, step: Exclude<JsonPatchOperation, { op: 'test' }>): boolean {
  const expected = 'value' in step ? step.value : undefined
  return sameJson(atPointer(object, step.path) ?? null, expected ?? null)
}

/** A Scale leaves zero replicas out (`spec: {}`), the object itself does not. */
function onObject(step: JsonPatchOperation, { subresource }: Effect): JsonPatchOperation {
  const zero = subresource === 'scale' && step.op === 'test' && step.path === '/spec'
  return zero ? { op: 'test', path: '/spec/replicas', value: 0 } : step
}
