import type { Effect, JsonPatch, JsonPatchOperation } from '../plan.ts'
import { atPointer, pointerStep } from '../pointer.ts'
import type { KubeObject } from '../resource.ts'

/** One field to be set, or taken out where `to` is undefined. */
export type Edit = {
  readonly path: readonly string[]
  readonly to: unknown
  /** False where it does not matter what it held, only what it will hold; default true. */
  readonly relied?: boolean
}

/**
 * The patch that makes these edits of an object as it was read, and the one that takes them back. Each tests the uid
 * and what the edited fields held, so neither overwrites what somebody else wrote.
 */
export function editFields(
  object: KubeObject,
  edits: readonly Edit[],
): Pick<Effect, 'patch' | 'inverse'> {
  const { uid } = object.metadata
  const edited = edits.reduce<unknown>((made, { path, to }) => put(made, path, to), object)
  const back = edits.map((edit) => ({ ...edit, to: at(object, edit.path) }))
  return {
    patch: patchBetween({ uid, from: object, to: edited }, edits),
    inverse: patchBetween({ uid, from: edited, to: object }, back),
  }
}

type Two = { readonly uid: string; readonly from: unknown; readonly to: unknown }

function patchBetween({ uid, from, to }: Two, edits: readonly Edit[]): JsonPatch {
  const tests = edits.flatMap((edit) => (edit.relied === false ? [] : testsOf(from, edit.path)))
  const writes = edits.flatMap((edit) => writesOf(from, to, edit))
  return [
    { op: 'test', path: '/metadata/uid', value: uid },
    ...eachPathOnce(tests),
    ...eachPathOnce(writes),
  ]
}

/** These hold so much else that testing them whole would refuse nearly always. */
const ROOMY = ['', '/metadata', '/spec']

function testsOf(object: unknown, path: readonly string[]): JsonPatch {
  const spot = spotOf(object, path)
  const value = at(object, spot)
  if (value !== undefined) return [{ op: 'test', path: pointer(spot), value }]
  const around = spot.slice(0, -1)
  if (!ROOMY.includes(pointer(around))) {
    return [{ op: 'test', path: pointer(around), value: at(object, around) }]
  }
  // A flag that is not there is false. A whole map that is not there must not be there when it is put in: the API
  // server's patches (github.com/evanphx/json-patch) take null for that; seen so on 1.20.
  return spot.length < path.length ? [{ op: 'test', path: pointer(spot), value: null }] : []
}

function writesOf(from: unknown, to: unknown, { path, relied = true }: Edit): JsonPatch {
  const spot = spotOf(from, path)
  const [before, after] = [at(from, spot), at(to, spot)]
  const where = pointer(spot)
  if (after === undefined) return before === undefined ? [] : [{ op: 'remove', path: where }]
  const op = before !== undefined && relied ? 'replace' : 'add'
  return [{ op, path: where, value: after }]
}

/** The path itself, or the first step on it that leads nowhere: what is missing has to be put in from there. */
function spotOf(object: unknown, path: readonly string[]): readonly string[] {
  const missing = path.findIndex((_, i) => at(object, path.slice(0, i + 1)) === undefined)
  return missing === -1 ? path : path.slice(0, missing + 1)
}

const at = (value: unknown, path: readonly string[]): unknown =>
  atPointer(value, pointer(path)) ?? undefined

const pointer = (path: readonly string[]) => path.map((step) => `/${pointerStep(step)}`).join('')

const eachPathOnce = (steps: readonly JsonPatchOperation[]): JsonPatch =>
  steps.filter(({ path }, i) => steps.findIndex((other) => other.path === path) === i)

/** The API server leaves these maps out when they are empty; structures such as a spec it does not. */
const LEFT_OUT = ['labels', 'annotations']

/** As the API server would hold it afterwards. */
function put(value: unknown, [step, ...rest]: readonly string[], to: unknown): unknown {
  if (step === undefined) return to
  const members = typeof value === 'object' && value !== null ? value : {}
  const member = put(at(members, [step]), rest, to)
  const isGone = member === undefined || (LEFT_OUT.includes(step) && isEmpty(member))
  const others = Object.entries(members).filter(([key]) => key !== step)
  return Object.fromEntries(isGone ? others : [...others, [step, member]])
}

const isEmpty = (value: unknown) =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0
