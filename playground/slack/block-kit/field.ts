import { z } from 'zod'
import { focusable, menu, option, typed } from './actionable.ts'

const ticks = { ...focusable, options: z.array(option).min(1).max(10) }
/** Boxes and radio buttons. */
export const checks = [
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

/** Dates and times. */
export const pickers = [
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

/** Where one types; only in input blocks. */
export const fields = [
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
