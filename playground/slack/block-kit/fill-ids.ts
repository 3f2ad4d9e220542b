import { randomHex } from '../random-id.ts'
import type { JsonObject } from './json.ts'
import { isObject } from './json.ts'

const INTERACTIVE =
  /^(button|overflow|checkboxes|radio_buttons|(date|time|datetime)picker|.*_select|.*_input)$/

/** Gives every block its block_id and every element its action_id, as Slack does for those who left them out. */
export function fillIds(blocks: unknown): unknown {
  return eachObject(blocks, (block) => ({ block_id: randomHex(3), ...fill(block) }))
}

function eachObject(list: unknown, change: (value: JsonObject) => JsonObject): unknown {
  if (!Array.isArray(list)) return list
  return list.map((item: unknown) => (isObject(item) ? change(item) : item))
}

function fill(value: JsonObject): JsonObject {
  const fields: [string, unknown][] = Object.entries(value).map(([key, field]) => [
    key,
    inside(key, field),
  ])
  const id = isInteractive(value) ? { action_id: randomHex(3) } : {}
  return { ...id, ...Object.fromEntries(fields) }
}

function inside(key: string, field: unknown): unknown {
  if (key === 'child_blocks') return fillIds(field)
  if (key === 'elements') return eachObject(field, fill)
  if ((key === 'accessory' || key === 'element') && isObject(field)) return fill(field)
  return field
}

const isInteractive = ({ type }: JsonObject) => typeof type === 'string' && INTERACTIVE.test(type)
