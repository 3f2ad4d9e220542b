import type { KnownBlock } from '@slack/types'
import type { JsonObject } from '../block-kit/json.ts'
import { isObject } from '../block-kit/json.ts'
import { DriverError } from './driver-error.ts'

export type Element = {
  readonly blockId: string
  readonly actionId: string
  readonly type: string
  readonly fields: JsonObject
}

export type Which =
  | string
  | {
      readonly actionId: string
      readonly blockId?: string | undefined
      /** For menus, checkboxes and pickers: the chosen option's value, several, or a date. */
      readonly value?: string | readonly string[] | undefined
    }

/** Everything one can press or fill in, in the order it is shown. */
export function elementsIn(blocks: readonly KnownBlock[]): Element[] {
  return blocks.flatMap((block) => (isObject(block) ? inBlock(block) : []))
}

/** The element with that action id, else that label, else that value. */
export function findElement(blocks: readonly KnownBlock[], which: Which): Element {
  const elements = elementsIn(blocks)
  const found =
    typeof which === 'string'
      ? (elements.find(({ actionId }) => actionId === which) ??
        elements.find((element) => labelOf(element) === which) ??
        elements.find(({ fields }) => fields['value'] === which))
      : elements.find(
          ({ actionId, blockId }) =>
            actionId === which.actionId && (which.blockId ?? blockId) === blockId,
        )
  if (found) return found
  const there = elements.map((element) => labelOf(element) ?? element.actionId).join(', ')
  throw new DriverError(`There is no ${JSON.stringify(which)} to press; there is: ${there}.`)
}

/** What is written on it. */
function labelOf({ fields }: Element): string | undefined {
  const text = fields['text'] ?? fields['placeholder']
  return isObject(text) ? String(text['text']) : undefined
}

function inBlock(block: JsonObject): Element[] {
  const blockId = String(block['block_id'])
  const own = [block['elements'], block['accessory'], block['element']].flatMap(objects)
  return [
    ...own.flatMap((fields) => {
      const actionId = fields['action_id']
      const type = String(fields['type'])
      return typeof actionId === 'string' ? [{ blockId, actionId, type, fields }] : []
    }),
    ...objects(block['child_blocks']).flatMap(inBlock),
  ]
}

const objects = (value: unknown): JsonObject[] => [value].flat().filter(isObject)
