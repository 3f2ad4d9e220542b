import { z } from 'zod'
import { assistantBlocks } from './assistant-block.ts'
import { accessory, actionElement, imageElement, inputElement } from './element.ts'
import { richText } from './rich-text.ts'
import { dataTable, table } from './table.ts'
import { mrkdwn, plainText, textObject } from './text-object.ts'

const block = { block_id: z.string().min(1).max(255).optional() }

const section = z
  .strictObject({
    ...block,
    type: z.literal('section'),
    text: textObject(3000).optional(),
    fields: z.array(textObject(2000)).min(1).max(10).optional(),
    accessory: accessory.optional(),
    expand: z.boolean().optional(),
  })
  .refine(({ text, fields }) => text ?? fields, 'missing required field: text or fields')

const divider = z.strictObject({ ...block, type: z.literal('divider') })

const header = z.strictObject({ ...block, type: z.literal('header'), text: plainText(150) })

const contextElement = z.discriminatedUnion('type', [imageElement, plainText(3000), mrkdwn(3000)])

const context = z.strictObject({
  ...block,
  type: z.literal('context'),
  elements: z.array(contextElement).min(1).max(10),
})

const actions = z.strictObject({
  ...block,
  type: z.literal('actions'),
  elements: z.array(actionElement).min(1).max(25),
})

const image = z.strictObject({
  ...block,
  type: z.literal('image'),
  alt_text: z.string().min(1).max(2000),
  image_url: z.string().min(1).max(3000),
  title: plainText(2000).optional(),
})

const input = z.strictObject({
  ...block,
  type: z.literal('input'),
  label: plainText(2000),
  element: inputElement,
  hint: plainText(2000).optional(),
  optional: z.boolean().optional(),
  dispatch_action: z.boolean().optional(),
})

const markdown = z.strictObject({
  ...block,
  type: z.literal('markdown'),
  text: z.string().min(1).max(12_000),
})

const alert = z.strictObject({
  ...block,
  type: z.literal('alert'),
  text: textObject(3000),
  level: z.enum(['default', 'info', 'warning', 'error', 'success']).optional(),
})

const plain = [section, divider, header, context, actions, image, richText] as const

const container = z
  .strictObject({
    ...block,
    type: z.literal('container'),
    title: plainText(150).optional(),
    rich_text_title: richText.optional(),
    subtitle: textObject(150).optional(),
    child_blocks: z
      .array(z.discriminatedUnion('type', [...plain, input, table]))
      .min(1)
      .max(10),
    width: z.enum(['narrow', 'standard', 'wide', 'full']).optional(),
    icon: imageElement.optional(),
    is_collapsible: z.boolean().optional(),
    default_collapsed: z.boolean().optional(),
    has_header_divider: z.boolean().optional(),
  })
  .refine(({ title, rich_text_title }) => title ?? rich_text_title, 'missing required field: title')

/** A block that a message may hold. Input blocks are for modals and App Home here, as in most messages. */
export const messageBlock = z.discriminatedUnion('type', [
  ...plain,
  ...assistantBlocks,
  table,
  dataTable,
  markdown,
  container,
])

/** A block that a modal or App Home may hold. */
export const viewBlock = z.discriminatedUnion('type', [...plain, input, alert])
