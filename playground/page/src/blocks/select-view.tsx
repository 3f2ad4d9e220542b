import type { MultiSelect, Select } from '@slack/types'
import { useState } from 'preact/hooks'
import type { Answer } from './element.ts'
import { useSurface } from './block-context.ts'
import { initialAnswer } from './initial-answer.ts'
import { type OptionSet, selectOptions } from './select-options.ts'
import { plainText } from './text-view.tsx'

type Props = {
  readonly element: Select | MultiSelect
  readonly answer: Answer
  readonly labelId: string | undefined
}

/** A menu of one choice, or a list of several. */
export function SelectView({ element, answer, labelId }: Props) {
  const sets = selectOptions(element, useSurface().slack)
  const [chosen, setChosen] = useState(() => [initialAnswer(element) ?? []].flat())
  const isMany = element.type.startsWith('multi_')
  const placeholder = element.placeholder ? plainText(element.placeholder) : 'Choose an option'
  const choose = (select: HTMLSelectElement) => {
    const values = [...select.selectedOptions].map((option) => option.value).filter(Boolean)
    setChosen(values)
    answer(isMany ? values : (values[0] ?? ''))
  }
  return (
    <select
      class="field narrow"
      multiple={isMany}
      aria-labelledby={labelId}
      aria-label={labelId ? undefined : placeholder}
      onChange={(event) => choose(event.currentTarget)}
    >
      {!isMany && (
        <option value="" selected={chosen.length === 0}>
          {placeholder}
        </option>
      )}
      {sets.map((set, index) => (
        <Options key={index} set={set} chosen={chosen} />
      ))}
    </select>
  )
}

function Options({ set, chosen }: { readonly set: OptionSet; readonly chosen: readonly string[] }) {
  const options = set.options.map(({ value, label }) => (
    <option key={value} value={value} selected={chosen.includes(value)}>
      {label}
    </option>
  ))
  return set.label ? <optgroup label={set.label}>{options}</optgroup> : <>{options}</>
}
