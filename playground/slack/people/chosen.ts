import type { JsonObject } from '../block-kit/json.ts'
import { isObject } from '../block-kit/json.ts'
import { DriverError } from './driver-error.ts'
import type { Element } from './element.ts'

type Value = string | readonly string[] | undefined

/** What payloads carry of an element that was set to `value` (or left as it was first shown). */
export function chosen(element: Element, value: Value): JsonObject {
  const { type, fields } = element
  if (type === 'button') return {}
  const field = FIELDS[type]
  if (!field) return { value: text(value) ?? fields['initial_value'] ?? null }
  const [name, initial] = field
  if (name === 'selected_options')
    return { [name]: value === undefined ? (fields[initial] ?? []) : options(element, list(value)) }
  if (name === 'selected_option')
    return { [name]: value === undefined ? (fields[initial] ?? null) : option(element, value) }
  if (name === 'selected_date_time')
    return { [name]: value === undefined ? (fields[initial] ?? null) : Number(value) }
  const plural = name.endsWith('s')
  return { [name]: (plural ? value && list(value) : text(value)) ?? fields[initial] ?? null }
}

const FIELDS: Readonly<Record<string, readonly [name: string, initial: string]>> = {
  static_select: ['selected_option', 'initial_option'],
  external_select: ['selected_option', 'initial_option'],
  radio_buttons: ['selected_option', 'initial_option'],
  overflow: ['selected_option', 'initial_option'],
  multi_static_select: ['selected_options', 'initial_options'],
  checkboxes: ['selected_options', 'initial_options'],
  users_select: ['selected_user', 'initial_user'],
  multi_users_select: ['selected_users', 'initial_users'],
  channels_select: ['selected_channel', 'initial_channel'],
  conversations_select: ['selected_conversation', 'initial_conversation'],
  datepicker: ['selected_date', 'initial_date'],
  timepicker: ['selected_time', 'initial_time'],
  datetimepicker: ['selected_date_time', 'initial_date_time'],
}

const text = (value: Value) => (typeof value === 'string' ? value : value?.[0])
const list = (value: string | readonly string[]) => (typeof value === 'string' ? [value] : value)

const options = (element: Element, values: readonly string[]) =>
  values.map((value) => option(element, value))

function option({ fields, actionId }: Element, value: string | readonly string[]): JsonObject {
  const groups = Array.isArray(fields['option_groups']) ? fields['option_groups'] : []
  const lists = [fields['options'], ...groups.filter(isObject).map((group) => group['options'])]
  const all = lists.flatMap((some) => (Array.isArray(some) ? some : [])).filter(isObject)
  const found = all.find((candidate) => candidate['value'] === text(value))
  if (!found) throw new DriverError(`${actionId} has no option ${String(value)}.`)
  return found
}
