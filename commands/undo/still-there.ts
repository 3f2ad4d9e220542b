import { sameJson } from '../../src/core/canonical.ts'
import { ConflictError } from '../../src/core/errors.ts'
import type { Effect, FieldChange } from '../../src/core/plan.ts'
import { atPointer } from '../../src/core/pointer.ts'
import { type KubeObject, refName } from '../../src/core/resource.ts'
import { bold, code, text, type Text } from '../../src/core/text.ts'

/** Throws ConflictError unless the object is the one that was changed, and holds what was written. */
export function mustBeStillThere(effect: Effect, object: KubeObject): void {
  const { target, patch, inverse, changes } = effect
  const name = code(refName(target))
  if (object.metadata.uid !== target.uid) {
    throw new ConflictError('drifted', text`${name} was deleted and made anew since.`, {
      hint: text`What stands there now was never changed by this plan.`,
    })
  }
  const drifted = firstOther(patch, object)
  if (drifted === undefined) return
  if (firstOther(inverse, object) === undefined) {
    throw new ConflictError('already-undone', text`${name} is as it was before already.`)
  }
  const field = fieldOf(drifted.path, changes)
  throw new ConflictError(
    'drifted',
    text`${name} was changed again since: ${sayDrift(field, drifted)}.`,
    {
      hint: text`Undoing would overwrite that. Make a change of its own instead.`,
    },
  )
}

type Drift = { readonly path: string; readonly expected: unknown; readonly found: unknown }

/** The first field that does not hold what a patch writes. */
function firstOther(patch: Effect['patch'], object: KubeObject): Drift | undefined {
  return patch
    .filter(({ op }) => op !== 'test')
    .map((step) => ({
      path: step.path,
      expected: 'value' in step ? step.value : undefined,
      found: atPointer(object, step.path) ?? undefined,
    }))
    .find(({ expected, found }) => !sameJson(expected ?? null, found ?? null))
}

/** As the change called it. */
function fieldOf(path: string, changes: readonly FieldChange[]): string {
  const steps = path
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
  const last = steps.at(-1) ?? ''
  const named = changes.find(({ field }) => field === last || field.endsWith(` ${last}`))
  return named?.field ?? steps.join(' ')
}

/** Whole templates are too much to read, and may hold what nobody should see. */
function sayDrift(field: string, { expected, found }: Drift): Text {
  if ([expected, found].some((value) => typeof value === 'object' && value !== null)) {
    return text`${bold(field)} is no longer what was written`
  }
  return text`${bold(field)} should be ${sayValue(expected)}, but is ${sayValue(found)}`
}

function sayValue(value: unknown) {
  if (value === undefined || value === null) return 'not set'
  return code(typeof value === 'string' ? value : JSON.stringify(value))
}
