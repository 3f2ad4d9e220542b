import { z } from 'zod'
import { defineCondition, settled } from '../matching/condition.ts'
import { createWindow, sayWindow, TimeWindow } from '../../src/core/windows/time-window.ts'

const Windows = z.array(TimeWindow).min(1)
const TimeOption = z
  .strictObject({ within: Windows.optional(), outside: Windows.optional() })
  .refine(({ within, outside }) => (within === undefined) !== (outside === undefined), {
    error: 'needs either within or outside',
  })

export const time = defineCondition({
  key: 'time',
  help: 'The clock on the wall of a zone is within (or outside) these windows.',
  option: TimeOption,
  wanted: ({ within, outside }) =>
    within
      ? `within ${within.map(sayWindow).join(' or ')}`
      : `outside ${(outside ?? []).map(sayWindow).join(' and ')}`,
  look: ({ within, outside }) => {
    const windows = (within ?? outside ?? []).map(createWindow)
    return ({ facts: { at } }) => {
      const isInside = windows.some((window) => window(at))
      return settled(within ? isInside : !isInside, at.toISOString())
    }
  },
})
