import { z } from 'zod'
import { actionable } from './actionable.ts'
import { button, imageElement } from './element.ts'
import { richText } from './rich-text.ts'
import { mrkdwn, plainText } from './text-object.ts'

const block = { block_id: z.string().min(1).max(255).optional() }

const card = z
  .strictObject({
    ...block,
    type: z.literal('card'),
    hero_image: imageElement.optional(),
    icon: imageElement.optional(),
    title: mrkdwn(150).optional(),
    subtitle: mrkdwn(150).optional(),
    body: mrkdwn(200).optional(),
    actions: z.array(button).min(1).optional(),
  })
  .refine(
    ({ hero_image, title, actions, body }) => hero_image ?? title ?? actions ?? body,
    'missing required field: title',
  )

const carousel = z.strictObject({
  ...block,
  type: z.literal('carousel'),
  elements: z.array(card).min(1).max(10),
})

const feedback = z.strictObject({
  text: plainText(75),
  value: z.string().max(2000),
  accessibility_label: z.string().max(75).optional(),
})

const contextActions = z.strictObject({
  ...block,
  type: z.literal('context_actions'),
  elements: z
    .array(
      z.discriminatedUnion('type', [
        z.strictObject({
          ...actionable,
          type: z.literal('feedback_buttons'),
          positive_button: feedback,
          negative_button: feedback,
        }),
        z.strictObject({
          ...actionable,
          type: z.literal('icon_button'),
          icon: z.string(),
          text: plainText(75),
          value: z.string().max(2000).optional(),
          accessibility_label: z.string().max(75).optional(),
          visible_to_user_ids: z.array(z.string()).optional(),
        }),
      ]),
    )
    .min(1)
    .max(5),
})

const taskCard = z.strictObject({
  ...block,
  type: z.literal('task_card'),
  task_id: z.string().min(1),
  title: z.string().min(1),
  status: z.enum(['pending', 'in_progress', 'complete', 'error']),
  details: richText.optional(),
  output: richText.optional(),
  sources: z
    .array(z.strictObject({ type: z.literal('url'), url: z.string(), text: z.string() }))
    .optional(),
})

const plan = z.strictObject({
  ...block,
  type: z.literal('plan'),
  title: z.string().min(1),
  tasks: z.array(taskCard).optional(),
})

/** The blocks that came with agents: cards, feedback, tasks. */
export const assistantBlocks = [card, carousel, contextActions, taskCard, plan] as const
