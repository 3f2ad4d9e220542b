import { z } from 'zod'
import { menu, option } from './actionable.ts'
import { plainText } from './text-object.ts'

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

/** Every kind of menu. */
export const menus = [staticSelect, multiStaticSelect, externalSelect, ...listSelects] as const

function hasChoices(menu: { options?: unknown; option_groups?: unknown }): boolean {
  return (menu.options === undefined) !== (menu.option_groups === undefined)
}
