import { code, text } from '../../text.ts'
import { misread, type Positional, positional, type Reading } from '../parameters.ts'
import { readPlanId } from './plan-id-argument.ts'

/** `8f3c21aa`: the id of an incident or of a mute, as messages show it. */
export const incidentIdArgument = (help: string): Positional<string> =>
  positional('ID', help, ([word = '']) => readIncidentId(word))

/** Ids of plans, incidents and mutes look alike. */
export function readIncidentId(word: string): Reading<string> {
  const reading = readPlanId(word)
  return reading.ok
    ? reading
    : misread(...text`${code(word.slice(0, 30))} is not an id, such as ${code('8f3c21aa')}`)
}
