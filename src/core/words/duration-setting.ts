import { z } from 'zod'
import { parseDuration } from './duration.ts'

/** A duration in a file of the operator's, such as `15s` or `1h30m`; read as milliseconds. */
export const DurationSetting = z.string().transform((value, context) => {
  const milliseconds = parseDuration(value)
  if (milliseconds !== undefined && milliseconds > 0) return milliseconds
  context.addIssue({ code: 'custom', message: 'expected a duration such as 15s or 1m30s' })
  return z.NEVER
})

/** The same, between two bounds; `least` and `most` as people write them. */
export const durationBetween = (least: string, most: string) =>
  DurationSetting.refine(
    (ms) => ms >= (parseDuration(least) ?? 0) && ms <= (parseDuration(most) ?? Infinity),
    { error: `expected between ${least} and ${most}` },
  )
