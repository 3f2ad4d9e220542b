import { applyJsonPatch } from '../../playground/cluster/patch/json-patch.ts'
import type { JsonPatch } from '../../src/core/plan.ts'

/** The object as the API server would hold it after a patch: empty labels and annotations are left out. Throws for a failed test. */
export const applyPatch = (object: unknown, patch: JsonPatch): unknown =>
  withoutEmptyMaps(applyJsonPatch(object, patch))

const LEFT_OUT = ['labels', 'annotations']

function withoutEmptyMaps(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const kept = Object.entries(value)
    .map(([key, member]) => [key, withoutEmptyMaps(member)] as const)
    .filter(([key, member]) => !(LEFT_OUT.includes(key) && isEmptyMap(member)))
  return Object.fromEntries(kept)
}

const isEmptyMap = (value: unknown) =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.keys(value).length === 0
