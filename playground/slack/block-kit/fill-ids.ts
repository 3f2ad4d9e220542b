import { randomHex } from '../random-id.ts'
import { isObject } from './json.ts'

const INTERACTIVE =
  /^(button|overflow|checkboxes|radio_buttons|(date|time|datetime)picker|.*_select|.*_input)$/

/** Gives every block its block_id and every element its action_id, as Slack does for those who left them out. */
export function fillIds(blocks: unknown): unknown {
  return Array.isArray(blocks)
    ? blocks.map((block) => (isObject(block) ? { block_id: randomHex(3), ...fill(block) } : block))
    : blocks
}

function fill(value: unknown): object {
  if (!isObject(value)) return {}
  const fields = Object.entries(value).map(([key, field]) => [key, inside(key, field)])
  const id = isInteractive(value) ? { action_id: randomHex(3) } : {}
  return { ...id, ...Object.fromEntries(fields) }
}

function inside(key: string, field: unknown): unknown {
  if (key === 'child_blocks') return fillIds(field)
  if (key === 'elements' && Array.isArray(field))
    return field.map((element) => (isObject(element) ? fill(element) : element))
  if ((key === 'accessory' || key === 'element') && isObject(field)) return fill(field)
  return field
}

const isInteractive = ({ type }: { readonly [field: string]: unknown }) =>
  typeof type === 'string' && INTERACTIVE.test(type)
