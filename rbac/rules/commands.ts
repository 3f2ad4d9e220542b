import { z } from 'zod'
import { defineCondition, settled } from '../matching/condition.ts'

export const commands = defineCondition({
  key: 'commands',
  help: 'The command is one of these, by its full name.',
  option: z.array(z.string().min(1)).min(1),
  wanted: (wanted) => wanted.join(', '),
  look:
    (wanted) =>
    ({ facts }) =>
      settled(wanted.includes(facts.command), facts.command),
})
