import { z } from 'zod'
import { defineCondition, settled, unsure } from '../matching/condition.ts'
import { matchesGlob } from '../../src/core/glob.ts'

const LabelValue = z
  .string()
  .max(63)
  .regex(/^[A-Za-z0-9._*?-]*$/, 'is not a label value or a pattern for one')

export const labels = defineCondition({
  key: 'labels',
  help: 'The object has all of these labels; a value may be a pattern.',
  option: z.record(z.string().min(1).max(317), LabelValue),
  wanted: (wanted) => sayLabels(wanted),
  look:
    (wanted) =>
    ({ facts: { target }, open }) => {
      if (open) return unsure('not known yet', 'the object is not known yet')
      if (target === undefined) return settled(false, 'no object')
      const { labels } = target
      if (labels === undefined) {
        return unsure(
          'labels not read',
          `labels are read for changes only, so ${sayLabels(wanted)} may be meant`,
        )
      }
      const fits = Object.entries(wanted).every(([key, pattern]) => {
        const value = Object.hasOwn(labels, key) ? labels[key] : undefined
        return value !== undefined && matchesGlob(pattern, value)
      })
      return settled(fits, sayLabels(labels) || 'no labels')
    },
})

const sayLabels = (labels: Readonly<Record<string, string>>) =>
  Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',')
