import type { Datepicker, DateTimepicker, Timepicker } from '@slack/types'
import type { Answer } from './element.ts'
import { initialAnswer } from './initial-answer.ts'

type Props = {
  readonly element: Datepicker | DateTimepicker | Timepicker
  readonly answer: Answer
  readonly labelId: string | undefined
}

const TYPES = { datepicker: 'date', timepicker: 'time', datetimepicker: 'datetime-local' } as const

/** A date, a time or both; a date with time is told as Unix seconds, as Slack does. */
export function PickerView({ element, answer, labelId }: Props) {
  const isMoment = element.type === 'datetimepicker'
  const initial = String(initialAnswer(element) ?? '')
  const shown = isMoment && initial ? localMoment(Number(initial)) : initial
  const tell = (value: string) =>
    answer(isMoment ? String(Math.floor(new Date(value).getTime() / 1000)) : value)
  return (
    <input
      type={TYPES[element.type]}
      class="field narrow"
      aria-labelledby={labelId}
      aria-label={labelId ? undefined : 'Choose a time'}
      value={shown}
      onChange={(event) => event.currentTarget.value && tell(event.currentTarget.value)}
    />
  )
}

function localMoment(seconds: number): string {
  const at = new Date(seconds * 1000)
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}
