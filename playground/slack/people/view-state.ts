import type { JsonObject } from '../block-kit/json.ts'
import type { ModalInput } from '../page-model.ts'
import type { View } from '../world/views.ts'
import { chosen } from './chosen.ts'
import type { Element } from './element.ts'
import { elementsIn } from './element.ts'

/** `view.state.values` for what somebody filled in. */
export function stateValues(view: View, input: ModalInput): JsonObject {
  const values: Record<string, JsonObject> = {}
  for (const element of elementsIn(view.definition.blocks)) {
    if (element.type === 'button' || element.type === 'overflow') continue
    const value = { type: element.type, ...chosen(element, given(element, input)) }
    values[element.blockId] = { ...values[element.blockId], [element.actionId]: value }
  }
  return values
}

/** What Slack's own screen refuses before anything is sent, by block id. */
export function missing(view: View, input: ModalInput): Record<string, string> {
  const required = view.definition.blocks
    .filter((block) => block.type === 'input' && block.optional !== true)
    .map((block) => block.block_id)
  const wrong = elementsIn(view.definition.blocks).flatMap((element) => {
    const value = given(element, input)
    const empty = isEmpty(chosen(element, value))
    if (empty)
      return required.includes(element.blockId) ? [[element.blockId, COMPLETE_THIS] as const] : []
    const problem = lengthProblem(element, value)
    return problem ? [[element.blockId, problem] as const] : []
  })
  return Object.fromEntries(wrong)
}

const COMPLETE_THIS = 'Please complete this required field.'

const given = ({ blockId, actionId }: Element, input: ModalInput) =>
  input[blockId] ?? input[actionId]

const isEmpty = (value: JsonObject) =>
  Object.values(value).every(
    (field) => field === null || field === '' || (Array.isArray(field) && field.length === 0),
  )

function lengthProblem({ fields }: Element, value: ModalInput[string] | undefined) {
  const length = typeof value === 'string' ? value.length : 0
  const [least, most] = [Number(fields['min_length'] ?? 0), Number(fields['max_length'] ?? 3000)]
  if (length > 0 && length < least) return `Please enter at least ${least} characters.`
  return length > most ? `Please enter at most ${most} characters.` : undefined
}
