import type { Checkboxes, RadioButtons } from '@slack/types'
import { useId, useState } from 'preact/hooks'
import type { Answer } from './element.ts'
import { plainText, TextView } from './text-view.tsx'

type Props = {
  readonly element: Checkboxes | RadioButtons
  readonly answer: Answer
  readonly labelId: string | undefined
}

/** Checkboxes, or radio buttons of which one is chosen. */
export function ChoicesView({ element, answer, labelId }: Props) {
  const [chosen, setChosen] = useState(() => initialChoice(element))
  const name = useId()
  const isMany = element.type === 'checkboxes'
  const choose = (value: string, on: boolean) => {
    const rest = isMany ? chosen.filter((one) => one !== value) : []
    const next = on ? [...rest, value] : rest
    setChosen(next)
    answer(isMany ? next : value)
  }
  return (
    <div class="choices" role={isMany ? 'group' : 'radiogroup'} aria-labelledby={labelId}>
      {element.options.map((option) => (
        <label key={option.value} class="choice">
          <input
            type={isMany ? 'checkbox' : 'radio'}
            name={name}
            checked={chosen.includes(option.value ?? '')}
            onChange={(event) => choose(option.value ?? '', event.currentTarget.checked)}
          />
          <span>
            <TextView text={option.text} />
            {option.description && <small>{plainText(option.description)}</small>}
          </span>
        </label>
      ))}
    </div>
  )
}

function initialChoice(element: Checkboxes | RadioButtons): readonly string[] {
  const initial =
    element.type === 'checkboxes' ? (element.initial_options ?? []) : [element.initial_option]
  return initial.flatMap((option) => option?.value ?? [])
}
