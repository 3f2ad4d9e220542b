import { z } from 'zod'
import type { Size } from '../../src/core/plan.ts'
import { defineCondition, settled, unsure } from '../matching/condition.ts'

const SizeParts = z.strictObject({
  toZero: z.boolean().optional(),
  moreThanTimes: z.number().min(1).optional(),
  lessThanTimes: z.number().gt(0).max(1).optional(),
  moreThan: z.int().min(0).optional(),
  atMost: z.int().min(0).optional(),
})
type SizeParts = z.infer<typeof SizeParts>

const SizeOption = SizeParts.refine((option) => Object.keys(option).length > 0, {
  error: 'says nothing',
}).refine(canHold, { error: 'can never hold: all of its parts must hold at once; write two rules' })

export const size = defineCondition({
  key: 'size',
  help: 'How much a change grows or shrinks what runs; every part given must hold. A change without a size has none.',
  option: SizeOption,
  wanted: (wanted) =>
    Object.entries(wanted)
      .map(([key, value]) => `${key} ${value}`)
      .join(' and '),
  look:
    (wanted) =>
    ({ facts, open }) => {
      if (open) return unsure('not known yet', 'the size is not known yet')
      if (facts.size === undefined) return settled(false, 'no change of size')
      const { before, after } = facts.size
      return settled(fits(wanted, facts.size), `${before} to ${after}`)
    },
})

function fits(wanted: SizeParts, { before, after }: Size): boolean {
  const { toZero, moreThanTimes, lessThanTimes, moreThan, atMost } = wanted
  if (toZero !== undefined && toZero !== (after === 0)) return false
  if (moreThanTimes !== undefined && !(after > before * moreThanTimes)) return false
  if (lessThanTimes !== undefined && !(after < before * lessThanTimes)) return false
  if (moreThan !== undefined && !(after > moreThan)) return false
  return atMost === undefined || after <= atMost
}

function canHold({ toZero, moreThanTimes, lessThanTimes, moreThan, atMost }: SizeParts): boolean {
  const grows = moreThanTimes !== undefined || moreThan !== undefined
  if (toZero === true && grows) return false
  if (moreThanTimes !== undefined && lessThanTimes !== undefined) return false
  return moreThan === undefined || atMost === undefined || moreThan < atMost
}
