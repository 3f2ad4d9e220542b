import { refuse } from '../rest/refusals.ts'
import { applyJsonPatch } from './json-patch.ts'
import { applyMergePatch } from './merge-patch.ts'
import { applyStrategicMerge } from './strategic-merge.ts'

const APPLY = {
  'application/json-patch+json': applyJsonPatch,
  'application/merge-patch+json': applyMergePatch,
  'application/strategic-merge-patch+json': applyStrategicMerge,
} as const

/** How a patch of that media type is applied; refuses others with 415. Custom kinds know no strategic merge. */
export function patcherFor(
  contentType: string,
  custom: boolean,
): (document: unknown, patch: unknown) => unknown {
  const type = contentType.split(';')[0]?.trim().toLowerCase()
  if (type === 'application/json-patch+json' || type === 'application/merge-patch+json')
    return APPLY[type]
  if (type === 'application/strategic-merge-patch+json' && !custom) return APPLY[type]
  const accepted = Object.keys(APPLY).slice(0, custom ? 2 : 3)
  throw refuse.unsupportedMediaType(accepted.join(', '))
}
