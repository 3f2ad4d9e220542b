import { isDeepStrictEqual } from 'node:util'
import { fieldsOf, isFields, itemsOf, textAt, type Fields } from '../json/value.ts'

type Entry = {
  readonly manager: string
  readonly apiVersion: string
  readonly at: string
  /** Written through a subresource. */
  readonly subresource?: string | undefined
}

/** `managedFields` after a write: who changed what last, field by field, as a plain update leaves it. */
export function managedAfter(
  before: unknown,
  after: unknown,
  { manager, apiVersion, at, subresource }: Entry,
): readonly unknown[] {
  const known = itemsOf(fieldsOf(fieldsOf(before)['metadata'])['managedFields'])
  const changed = changedFields(owned(before), owned(after))
  if (!changed) return known
  const isMine = (one: unknown) =>
    textAt(one, 'manager') === manager && textAt(one, 'subresource') === (subresource ?? '')
  const others = known
    .filter((one) => !isMine(one))
    .map((one) => ({ ...fieldsOf(one), fieldsV1: without(fieldsV1(one), changed) }))
    .filter(({ fieldsV1: left }) => Object.keys(left).length > 0)
  const mine = known.filter(isMine).reduce((all: Fields, one) => union(all, fieldsV1(one)), {})
  const entry = {
    manager,
    operation: 'Update',
    apiVersion,
    time: at,
    fieldsType: 'FieldsV1',
    fieldsV1: union(mine, changed),
    ...(subresource && { subresource }),
  }
  return [...others, entry]
}

const fieldsV1 = (entry: unknown) => fieldsOf(fieldsOf(entry)['fieldsV1'])

/** What clients may own: of the metadata labels, annotations, finalizers and owners only. */
function owned(object: unknown): Fields {
  const { apiVersion: _, kind: __, metadata, ...rest } = fieldsOf(object)
  const { labels, annotations, finalizers, ownerReferences } = fieldsOf(metadata)
  return { ...rest, metadata: { labels, annotations, finalizers, ownerReferences } }
}

/** The tree of fields that are new or different; undefined when there are none. */
function changedFields(before: unknown, after: unknown): Fields | undefined {
  if (after === undefined || isDeepStrictEqual(before, after)) return undefined
  const was = children(before)
  const now = children(after)
  if (!now) return {}
  const inner = Object.entries(now).flatMap(([key, value]) => {
    const change = changedFields(was?.[key], value)
    return change ? [[key, change] as const] : []
  })
  return inner.length > 0 || !was ? Object.fromEntries(inner) : undefined
}

/** Fields of an object, or items of a list that go by their name; undefined for what changes as a whole. */
function children(value: unknown): Fields | undefined {
  if (isFields(value))
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [`f:${key}`, inner]))
  const items = itemsOf(value)
  if (items.length === 0 || !items.every((item) => textAt(item, 'name') !== '')) return undefined
  return Object.fromEntries(
    items.map((item) => [`k:${JSON.stringify({ name: textAt(item, 'name') })}`, item]),
  )
}

function union(one: Fields, other: Fields): Fields {
  const merged = Object.entries(other).map(
    ([key, inner]) => [key, union(fieldsOf(one[key]), fieldsOf(inner))] as const,
  )
  return { ...one, ...Object.fromEntries(merged) }
}

/** A field belongs to whom changed it last. */
function without(fields: Fields, taken: Fields): Fields {
  const left = Object.entries(fields).flatMap(([key, inner]) => {
    if (!(key in taken)) return [[key, inner] as const]
    const rest = without(fieldsOf(inner), fieldsOf(taken[key]))
    return Object.keys(rest).length > 0 ? [[key, rest] as const] : []
  })
  return Object.fromEntries(left)
}
