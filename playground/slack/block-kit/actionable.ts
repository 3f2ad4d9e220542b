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

/** One entry of a menu, of checkboxes or of radio buttons. */
export const option = z.strictObject({
  text: textObject(75),
  value: z.string().min(1).max(75),
  description: textObject(75).optional(),
  url: z.string().max(3000).optional(),
})

/** What elements have in common: an action id, … */
export const actionable = { action_id: id.optional() }
/** … a dialog that asks again, … */
export const confirmable = { ...actionable, confirm: confirm.optional() }
/** … the focus, … */
export const focusable = { ...confirmable, focus_on_load: z.boolean().optional() }
const placeholder = plainText(150).optional()
/** … a placeholder, … */
export const menu = { ...focusable, placeholder }
/** … or typed text. */
export const typed = {
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
