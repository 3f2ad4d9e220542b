import { z } from 'zod'
import { defineCondition, settled } from '../matching/condition.ts'

export const risk = defineCondition({
  key: 'risk',
  help: 'How much the command can break: read, change (can be undone) or danger.',
  option: z.array(z.enum(['read', 'change', 'danger'])).min(1),
  wanted: (wanted) => wanted.join(', '),
  look:
    (wanted) =>
    ({ facts }) =>
      settled(wanted.includes(facts.risk), facts.risk),
})
