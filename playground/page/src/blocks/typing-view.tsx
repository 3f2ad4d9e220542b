import type { EmailInput, NumberInput, PlainTextInput, RichTextInput, URLInput } from '@slack/types'
import type { Answer } from './element.ts'
import { initialAnswer } from './initial-answer.ts'
import { plainText } from './text-view.tsx'

type Typed = PlainTextInput | EmailInput | URLInput | NumberInput | RichTextInput
type Props = {
  readonly element: Typed
  readonly answer: Answer
  readonly labelId: string | undefined
}

/** A line or a box to type in. */
export function TypingView({ element, answer, labelId }: Props) {
  const shared = {
    class: 'field',
    'aria-labelledby': labelId,
    placeholder: element.placeholder ? plainText(element.placeholder) : undefined,
    defaultValue: String(initialAnswer(element) ?? ''),
    autoFocus: element.focus_on_load,
  }
  const onInput = (event: { readonly currentTarget: { readonly value: string } }) =>
    answer(event.currentTarget.value)
  switch (element.type) {
    case 'rich_text_input':
      return <textarea {...shared} rows={4} onInput={onInput} />
    case 'plain_text_input':
      return element.multiline ? (
        <textarea {...shared} rows={4} maxLength={element.max_length} onInput={onInput} />
      ) : (
        <input {...shared} type="text" maxLength={element.max_length} onInput={onInput} />
      )
    case 'email_text_input':
      return <input {...shared} type="email" onInput={onInput} />
    case 'url_text_input':
      return <input {...shared} type="url" onInput={onInput} />
    case 'number_input':
      return <input {...shared} {...rangeOf(element)} type="number" onInput={onInput} />
  }
}

const rangeOf = ({ is_decimal_allowed, min_value, max_value }: NumberInput) => ({
  min: min_value,
  max: max_value,
  step: is_decimal_allowed ? 'any' : 1,
})
