import { z } from 'zod'
import { plainText, textObject } from './text-object.ts'

const id = z.string().min(1).max(255)

const confirm = z.strictObject({
  title: plainText(100).optional(),
  text: textObject(300),
  confirm: plainText(30).optional(),
  deny: plainText(30).optional(),
  style: z.enum(['primary', 'danger']).optional(),
})

const option = z.strictObject({
  text: textObject(75),
  value: z.string().min(1).max(150),
  description: textObject(75).optional(),
  url: z.string().max(3000).optional(),
})

const actionable = { action_id: id.optional() }
const confirmable = { ...actionable, confirm: confirm.optional() }
const focusable = { ...confirmable, focus_on_load: z.boolean().optional() }
const placeholder = plainText(150).optional()
const menu = { ...focusable, placeholder }
const typed = {
  ...actionable,
  placeholder,
  focus_on_load: z.boolean().optional(),
  initial_value: z.string().optional(),
  dispatch_action_config: z
    .strictObject({
      trigger_actions_on: z.array(z.enum(['on_enter_pressed', 'on_character_entered'])).optional(),
    })
    .optional(),
}
const options = z.array(option).min(1)
const choices = {
  options: options.max(100).optional(),
  option_groups: z
    .array(z.strictObject({ label: plainText(75), options: options.max(100) }))
    .min(1)
    .max(100)
    .optional(),
}
const several = { max_selected_items: z.int().min(1).optional() }
const ids = z.array(z.string()).optional()

const button = z.strictObject({
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
  options: options.max(5),
})

const staticSelect = z
  .strictObject({
    ...menu,
    ...choices,
    type: z.literal('static_select'),
    initial_option: option.optional(),
  })
  .refine(hasChoices, 'one of options and option_groups is required')

const multiStaticSelect = z
  .strictObject({
    ...menu,
    ...choices,
    ...several,
    type: z.literal('multi_static_select'),
    initial_options: z.array(option).optional(),
  })
  .refine(hasChoices, 'one of options and option_groups is required')

const externalSelect = z.strictObject({
  ...menu,
  type: z.literal('external_select'),
  initial_option: option.optional(),
  min_query_length: z.int().min(0).optional(),
})

const listSelects = [
  z.strictObject({
    ...menu,
    type: z.literal('users_select'),
    initial_user: z.string().optional(),
  }),
  z.strictObject({
    ...menu,
    ...several,
    type: z.literal('multi_users_select'),
    initial_users: ids,
  }),
  z.strictObject({
    ...menu,
    type: z.literal('channels_select'),
    initial_channel: z.string().optional(),
    response_url_enabled: z.boolean().optional(),
  }),
  z.strictObject({
    ...menu,
    type: z.literal('conversations_select'),
    initial_conversation: z.string().optional(),
    default_to_current_conversation: z.boolean().optional(),
    response_url_enabled: z.boolean().optional(),
  }),
] as const

const ticks = { ...focusable, options: options.max(10) }
const checks = [
  z.strictObject({
    ...ticks,
    type: z.literal('checkboxes'),
    initial_options: z.array(option).optional(),
  }),
  z.strictObject({
    ...ticks,
    type: z.literal('radio_buttons'),
    initial_option: option.optional(),
  }),
] as const

const pickers = [
  z.strictObject({
    ...menu,
    type: z.literal('datepicker'),
    initial_date: z.iso.date().optional(),
  }),
  z.strictObject({
    ...menu,
    type: z.literal('timepicker'),
    initial_time: z.string().optional(),
    timezone: z.string().optional(),
  }),
  z.strictObject({
    ...focusable,
    type: z.literal('datetimepicker'),
    initial_date_time: z.int().optional(),
  }),
] as const

const fields = [
  z.strictObject({
    ...typed,
    type: z.literal('plain_text_input'),
    multiline: z.boolean().optional(),
    min_length: z.int().min(0).max(3000).optional(),
    max_length: z.int().min(1).max(3000).optional(),
  }),
  z.strictObject({
    ...typed,
    type: z.literal('number_input'),
    is_decimal_allowed: z.boolean(),
    min_value: z.string().optional(),
    max_value: z.string().optional(),
  }),
  z.strictObject({ ...typed, type: z.literal('email_text_input') }),
  z.strictObject({ ...typed, type: z.literal('url_text_input') }),
] as const

/** An image inside a context or beside a section. */
export const imageElement = z.strictObject({
  type: z.literal('image'),
  alt_text: z.string().min(1).max(2000),
  image_url: z.string().min(1).max(3000),
})

const menus = [staticSelect, multiStaticSelect, externalSelect, ...listSelects] as const

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

function hasChoices(menu: { options?: unknown; option_groups?: unknown }): boolean {
  return (menu.options === undefined) !== (menu.option_groups === undefined)
}
