import type { KnownBlock } from '@slack/types'
import { z } from 'zod'
import type { ViewDefinition } from '../world/views.ts'
import { areBlocks, checkBlocks } from './check-blocks.ts'
import { fillIds } from './fill-ids.ts'
import { problems } from './problems.ts'
import { plainText } from './text-object.ts'

const TOO_LARGE = 250_000

const common = {
  blocks: z.array(z.unknown()),
  private_metadata: z.string().max(3000).optional(),
  callback_id: z.string().max(255).optional(),
  external_id: z.string().max(255).optional(),
}

const definition = z.discriminatedUnion('type', [
  z.strictObject({
    ...common,
    type: z.literal('modal'),
    title: plainText(24),
    submit: plainText(24).optional(),
    close: plainText(24).optional(),
    clear_on_close: z.boolean().optional(),
    notify_on_close: z.boolean().optional(),
  }),
  z.strictObject({ ...common, type: z.literal('home') }),
])

export type CheckedView =
  | { readonly ok: true; readonly view: ViewDefinition }
  | { readonly ok: false; readonly error: string; readonly messages: readonly string[] }

/** A view as Slack would accept it, with all ids filled in, or what is wrong with it. */
export function checkView(value: unknown, type: 'modal' | 'home'): CheckedView {
  const parsed = definition.safeParse(value, { reportInput: true })
  if (!parsed.success) return refuse(problems(parsed.error.issues, '/view'))
  const { data } = parsed
  if (data.type !== type) return refuse([`[ERROR] view type must be ${type}`])
  if (JSON.stringify(data).length > TOO_LARGE) return refuse([], 'view_too_large')
  const wrong = checkBlocks(data.blocks, 'view')
  if (wrong.length > 0) return refuse(wrong)
  const blocks = fillIds(data.blocks)
  if (!areBlocks(blocks, 'view')) return refuse(['[ERROR] invalid blocks'])
  if (data.type === 'modal' && !data.submit && hasInput(blocks))
    return refuse(['[ERROR] missing required field: submit [json-pointer:/view]'])
  return { ok: true, view: { ...data, blocks } }
}

const hasInput = (blocks: readonly KnownBlock[]) => blocks.some(({ type }) => type === 'input')

const refuse = (messages: readonly string[], error = 'invalid_arguments'): CheckedView => ({
  ok: false,
  error,
  messages,
})
