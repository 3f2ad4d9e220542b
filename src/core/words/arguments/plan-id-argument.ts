import { code, text } from '../../text.ts'
import { misread, type Positional, positional, read, type Reading } from '../parameters.ts'

const PLAN_ID = /^[a-z0-9]{8}$/

/** `8f3c21aa`: the id of a plan, as its card shows it. */
export function planIdArgument(help: string): Positional<string> {
  return positional('ID', help, ([word = '']) => readPlanId(word))
}

/** Checked before any look-up. */
export function readPlanId(word: string): Reading<string> {
  const id = word.replace(/^#/, '').replaceAll('-', '').toLowerCase()
  if (PLAN_ID.test(id)) return read(id)
  return misread(
    ...text`${code(word.slice(0, 30))} is not the id of a plan, such as ${code('8f3c21aa')}`,
  )
}
