import { code, text } from '../../../core/text.ts'
import { ITSELF, own } from '../own.ts'
import type { OwnTrouble } from '../own-trouble.ts'

/** A condition that breaks must not look like one that is fine. */
export const conditionUnanswered: OwnTrouble = {
  id: 'condition-unanswered',
  summary:
    'a condition of the configuration cannot be answered for some objects, or for any of its kind',
  severity: 'warning',
  holdMs: 2 * 60_000,
  clearMs: 60_000,
  nextStep: 'Correct its expression in the configuration, and restart the bot.',
  isGrave: false,
  see: ({ conditions }) =>
    conditions.map(({ name, kind, objects, example, problem }) => ({
      cluster: ITSELF,
      about: own.condition(name),
      summary: text`cannot be answered`,
      evidence: [
        text`${code(example)}: ${problem}`,
        text`so for ${objects} of the ${code(kind)} that are watched`,
      ],
    })),
}
