import { isDeepStrictEqual } from 'node:util'
import { fieldsOf, isFields, itemsOf, type Fields } from '../json/value.ts'

/** By which field the items of a list are told apart (the `patchMergeKey` tags of the API's Go types). */
const MERGE_KEYS: Readonly<Record<string, string>> = {
  containers: 'name',
  initContainers: 'name',
  ephemeralContainers: 'name',
  env: 'name',
  volumes: 'name',
  volumeMounts: 'mountPath',
  volumeDevices: 'devicePath',
  imagePullSecrets: 'name',
  conditions: 'type',
  ownerReferences: 'uid',
  hostAliases: 'ip',
  topologySpreadConstraints: 'topologyKey',
  addresses: 'type',
}
/** Lists of plain values that merge instead of being replaced. */
const UNIONS: ReadonlySet<string> = new Set(['finalizers'])

/** Kubernetes' own patch: lists of named things merge item by item, `$patch` deletes or replaces. */
export function applyStrategicMerge(document: unknown, patch: unknown): unknown {
  if (!isFields(patch)) return patch
  if (patch['$patch'] === 'replace') return withoutDirectives(patch)
  const merged = { ...fieldsOf(document) }
  for (const [key, value] of Object.entries(patch)) {
    if (key.startsWith('$')) continue
    if (value === null) delete merged[key]
    else merged[key] = mergeField({ key, patch }, merged[key], value)
  }
  return merged
}

type Field = { readonly key: string; readonly patch: Fields }

function mergeField({ key, patch }: Field, before: unknown, value: unknown): unknown {
  if (!Array.isArray(value)) return applyStrategicMerge(before, value)
  const removed = itemsOf(patch[`$deleteFromPrimitiveList/${key}`])
  if (UNIONS.has(key)) {
    const kept = itemsOf(before).filter((one) => !removed.includes(one))
    return [...new Set([...kept, ...itemsOf(value)])]
  }
  const mergeKey = keyFor(key, value)
  return mergeKey ? mergeList(itemsOf(before), value, mergeKey) : value
}

/** Container ports merge by containerPort, service ports by port; both fields are called `ports`. */
function keyFor(key: string, items: readonly unknown[]): string | undefined {
  if (key !== 'ports') return MERGE_KEYS[key]
  return items.some((item) => isFields(item) && 'containerPort' in item) ? 'containerPort' : 'port'
}

function mergeList(before: readonly unknown[], items: readonly unknown[], key: string): unknown[] {
  if (items.some((item) => isFields(item) && item['$patch'] === 'replace'))
    return items.filter((item) => !isFields(item) || item['$patch'] === undefined)
  return items.reduce<unknown[]>((list, item) => mergeItem(list, item, key), [...before])
}

function mergeItem(list: unknown[], item: unknown, key: string): unknown[] {
  const id = fieldsOf(item)[key]
  const index = list.findIndex((one) => isDeepStrictEqual(fieldsOf(one)[key], id))
  if (fieldsOf(item)['$patch'] === 'delete') return list.filter((_, i) => i !== index)
  if (index === -1) return [...list, withoutDirectives(item)]
  return list.with(index, applyStrategicMerge(list[index], item))
}

function withoutDirectives(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutDirectives)
  if (!isFields(value)) return value
  const kept = Object.entries(value).filter(
    ([key, inner]) => !key.startsWith('$') && inner !== null,
  )
  return Object.fromEntries(kept.map(([key, inner]) => [key, withoutDirectives(inner)]))
}
