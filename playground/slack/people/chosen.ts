import type { JsonObject } from '../block-kit/json.ts'
import { isObject } from '../block-kit/json.ts'
import { DriverError } from './driver-error.ts'
import type { Element } from './element.ts'

/** What somebody set an element to; undefined leaves it as it was first shown. */
type Value = string | readonly string[] | undefined

/** What payloads carry of an element that was set to `value`. */
export function chosen(element: Element, value: Value): JsonObject {
  if (element.type === 'button') return {}
  const { name, initial, read } = FIELDS[element.type] ?? TYPED
  const shown = element.fields[initial] ?? (read === options ? [] : null)
  return { [name]: value === undefined ? shown : read(value, element) }
}

type Given = string | readonly string[]
type Field = {
  readonly name: string
  readonly initial: string
  readonly read: (value: Given, element: Element) => unknown
}

const text = (value: Given) => (typeof value === 'string' ? value : value[0])
const list = (value: Given) => (typeof value === 'string' ? [value] : value)
const options = (value: Given, element: Element) => list(value).map((one) => option(one, element))

const TYPED: Field = { name: 'value', initial: 'initial_value', read: text }
const ONE: Field = { name: 'selected_option', initial: 'initial_option', read: option }
const MANY: Field = { name: 'selected_options', initial: 'initial_options', read: options }

const FIELDS: Readonly<Record<string, Field>> = {
  static_select: ONE,
  external_select: ONE,
  radio_buttons: ONE,
  overflow: ONE,
  multi_static_select: MANY,
  checkboxes: MANY,
  users_select: { name: 'selected_user', initial: 'initial_user', read: text },
  multi_users_select: { name: 'selected_users', initial: 'initial_users', read: list },
  channels_select: { name: 'selected_channel', initial: 'initial_channel', read: text },
  conversations_select: {
    name: 'selected_conversation',
    initial: 'initial_conversation',
    read: text,
  },
  datepicker: { name: 'selected_date', initial: 'initial_date', read: text },
  timepicker: { name: 'selected_time', initial: 'initial_time', read: text },
  datetimepicker: { name: 'selected_date_time', initial: 'initial_date_time', read: Number },
}

function option(value: Given, { fields, actionId }: Element): JsonObject {
  const groups = objects(fields['option_groups'])
  const all = [fields, ...groups].flatMap((holder) => objects(holder['options']))
  const found = all.find((candidate) => candidate['value'] === text(value))
  if (!found) throw new DriverError(`${actionId} has no option ${String(value)}.`)
  return found
}

const objects = (value: unknown): JsonObject[] =>
  Array.isArray(value) ? value.filter(isObject) : []
