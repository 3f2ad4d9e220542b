import { isDeepStrictEqual } from 'node:util'
import { isFields, itemsOf, textAt } from '../json/value.ts'
import { refuse } from '../rest/refusals.ts'

/** RFC 6902 as the API server applies it: any operation that does not apply refuses the whole patch (422). */
export function applyJsonPatch(document: unknown, patch: unknown): unknown {
  if (!Array.isArray(patch))
    throw refuse.badRequest('json: cannot unmarshal object into Go value of type jsonpatch.Patch')
  return itemsOf(patch).reduce(applyOperation, document)
}

function applyOperation(document: unknown, operation: unknown): unknown {
  if (!isFields(operation)) throw refuse.unprocessable()
  const path = pointer(textAt(operation, 'path'))
  const value = operation['value']
  switch (operation['op']) {
    case 'add':
      return write(document, path, { how: 'add', value })
    case 'replace':
      // evanphx/json-patch v4 lets a replace add a missing key to an object that is there.
      return write(document, path, { how: 'replace', value })
    case 'remove':
      must(document, path)
      return write(document, path, { how: 'remove' })
    case 'test':
      test(document, path, value)
      return document
    case 'copy':
      return write(document, path, {
        how: 'add',
        value: must(document, pointer(textAt(operation, 'from'))),
      })
    case 'move':
      return move(document, pointer(textAt(operation, 'from')), path)
    default:
      throw refuse.unprocessable()
  }
}

/** Null stands for a key that is missing, but what should hold the key has to be there. */
function test(document: unknown, path: readonly string[], value: unknown): void {
  const found = read(document, path)
  const holder = read(document, path.slice(0, -1))
  const isThere = found !== undefined || isFields(holder)
  if (!isThere || !isDeepStrictEqual(found ?? null, value ?? null)) throw refuse.unprocessable()
}

function move(document: unknown, from: readonly string[], path: readonly string[]) {
  const value = must(document, from)
  return write(write(document, from, { how: 'remove' }), path, { how: 'add', value })
}

function pointer(path: string): string[] {
  if (path === '') return []
  if (!path.startsWith('/')) throw refuse.unprocessable()
  return path
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
}

function read(document: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, step) => {
    if (Array.isArray(inner)) return itemsOf(inner)[Number(step)]
    return isFields(inner) && Object.hasOwn(inner, step) ? inner[step] : undefined
  }, document)
}

function must(document: unknown, path: readonly string[]): unknown {
  const found = read(document, path)
  if (found === undefined) throw refuse.unprocessable()
  return found
}

type Edit = { readonly how: 'add' | 'replace' | 'remove'; readonly value?: unknown }

function write(document: unknown, path: readonly string[], edit: Edit): unknown {
  const [step, ...rest] = path
  if (step === undefined) return edit.how === 'remove' ? null : edit.value
  if (Array.isArray(document)) return writeItem(itemsOf(document), [step, ...rest], edit)
  if (!isFields(document)) throw refuse.unprocessable()
  if (rest.length > 0) return { ...document, [step]: write(document[step], rest, edit) }
  const { [step]: _, ...others } = document
  return edit.how === 'remove' ? others : { ...document, [step]: edit.value }
}

function writeItem(list: readonly unknown[], path: readonly string[], edit: Edit) {
  const [step = '', ...rest] = path
  const { how, value } = edit
  const index = step === '-' && how === 'add' ? list.length : Number(step)
  const roof = how === 'add' && rest.length === 0 ? list.length : list.length - 1
  if (!/^(\d+|-)$/.test(step) || !(index >= 0 && index <= roof)) throw refuse.unprocessable()
  if (rest.length > 0) return list.with(index, write(list[index], rest, edit))
  if (how === 'add') return list.toSpliced(index, 0, value)
  return how === 'remove' ? list.toSpliced(index, 1) : list.with(index, value)
}
