import { z } from 'zod'

/** A plain_text object of at most `max` characters. */
export const plainText = (max: number) =>
  z.strictObject({
    type: z.literal('plain_text'),
    text: z.string().min(1).max(max),
    emoji: z.boolean().optional(),
  })

/** A mrkdwn object of at most `max` characters. */
export const mrkdwn = (max: number) =>
  z.strictObject({
    type: z.literal('mrkdwn'),
    text: z.string().min(1).max(max),
    verbatim: z.boolean().optional(),
  })

/** Either of them. */
export const textObject = (max: number) =>
  z.discriminatedUnion('type', [plainText(max), mrkdwn(max)])
