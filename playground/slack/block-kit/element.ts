import { z } from 'zod'
import { confirmable, option } from './actionable.ts'
import { checks, fields, pickers } from './field.ts'
import { menus } from './menu.ts'
import { plainText } from './text-object.ts'

/** A button, wherever it stands. */
export const button = z.strictObject({
  ...confirmable,
  type: z.literal('button'),
  text: plainText(75),
  value: z.string().max(2000).optional(),
  url: z.string().max(3000).optional(),
  style: z.enum(['primary', 'danger']).optional(),
  accessibility_label: z.string().max(75).optional(),
})

const overflow = z.strictObject({
  ...confirmable,
  type: z.literal('overflow'),
  options: z.array(option).min(1).max(5),
})

/** An image inside a context or beside a section. */
export const imageElement = z.strictObject({
  type: z.literal('image'),
  alt_text: z.string().min(1).max(2000),
  image_url: z.string().min(1).max(3000),
})

/** What may stand in an actions block. */
export const actionElement = z.discriminatedUnion('type', [
  button,
  overflow,
  ...menus,
  ...checks,
  ...pickers,
])

/** What may stand beside a section's text. */
export const accessory = z.discriminatedUnion('type', [
  button,
  overflow,
  imageElement,
  ...menus,
  ...checks,
  ...pickers,
])

/** What may stand in an input block. */
export const inputElement = z.discriminatedUnion('type', [
  ...menus,
  ...checks,
  ...pickers,
  ...fields,
])
