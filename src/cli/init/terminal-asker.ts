import { select, text } from '@clack/prompts'
import type { Asker } from '../asker.ts'

/** Asks at the terminal. Resolves with undefined when the person breaks off. */
export const terminalAsker: Asker = {
  async choose({ ask, choices, usual }) {
    const options = choices.map((value) => ({ value, label: value }))
    return unlessBrokenOff(
      await select({ message: ask, options, ...(usual !== undefined && { initialValue: usual }) }),
    )
  },
  async type({ ask, usual, problem }) {
    const typed = await text({
      message: ask,
      validate: (value) => problem(value ?? ''),
      ...(usual !== undefined && { initialValue: usual }),
    })
    return unlessBrokenOff(typed)?.trim()
  },
}

/** A symbol stands for ctrl-C. */
const unlessBrokenOff = (answer: string | symbol) =>
  typeof answer === 'symbol' ? undefined : answer
