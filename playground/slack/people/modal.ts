import { z } from 'zod'
import { checkView } from '../block-kit/check-view.ts'
import type { Ack } from '../delivery/delivery.ts'
import type { ModalInput } from '../page-model.ts'
import { viewJson } from '../web-api/as-json.ts'
import type { View } from '../world/views.ts'
import type { World } from '../world/world.ts'
import { DriverError } from './driver-error.ts'
import type { Named, Stage } from './stage.ts'
import { findPerson, idOf, interaction } from './stage.ts'
import { missing, stateValues } from './view-state.ts'

const Answer = z.union([
  z.object({ response_action: z.literal('errors'), errors: z.record(z.string(), z.string()) }),
  z.object({ response_action: z.enum(['update', 'push']), view: z.unknown() }),
  z.object({ response_action: z.literal('clear') }),
])

const TROUBLE = 'We had some trouble connecting. Try again?'

/** The modal somebody has in front of them. */
export function topView({ world }: Stage, who: Named, viewId?: string): View {
  const view = world.views.top(idOf(who))
  if (!view || (viewId && view.id !== viewId)) throw new DriverError('No such modal is open.')
  return view
}

/** Presses the submit button. Undefined when Slack's own screen refused (a required field is empty). */
export async function submitView(
  stage: Stage,
  view: View,
  input: ModalInput,
): Promise<Ack | undefined> {
  const { world } = stage
  const errors = missing(view, input)
  if (Object.keys(errors).length > 0) return void world.views.mark(view, { errors })
  const busy = world.views.mark(view, { busy: true, errors: {} })
  const ack = await stage.send({
    type: 'interactive',
    name: `view_submission ${view.definition.callback_id ?? ''}`.trim(),
    payload: {
      type: 'view_submission',
      ...interaction(stage, findPerson(stage, view.userId)),
      trigger_id: world.triggers.create(view.userId, view.id),
      view: viewJson(world, view, stateValues(view, input)),
      response_urls: [],
    },
    acceptsResponse: true,
  })
  react(world, world.views.find(busy.id) ?? busy, ack)
  return ack
}

/** Presses Cancel; the bot hears of it only when the view asked for that. */
export async function closeView(stage: Stage, view: View): Promise<Ack | undefined> {
  const { world } = stage
  world.views.close(view, view.definition.clear_on_close === true)
  if (!view.definition.notify_on_close) return undefined
  return stage.send({
    type: 'interactive',
    name: `view_closed ${view.definition.callback_id ?? ''}`.trim(),
    payload: {
      type: 'view_closed',
      ...interaction(stage, findPerson(stage, view.userId)),
      view: viewJson(world, view),
      is_cleared: view.definition.clear_on_close === true,
    },
    acceptsResponse: false,
  })
}

function react(world: World, view: View, ack: Ack): void {
  if (!ack.acked) return void world.views.mark(view, { busy: false, errors: { '': TROUBLE } })
  const parsed = Answer.safeParse(ack.body)
  if (!parsed.success) return world.views.close(view, false)
  const answer = parsed.data
  if (answer.response_action === 'errors')
    return void world.views.mark(view, { busy: false, errors: answer.errors })
  if (answer.response_action === 'clear') return world.views.close(view, true)
  const checked = checkView(answer.view, 'modal')
  if (!checked.ok) return void world.views.mark(view, { busy: false, errors: { '': TROUBLE } })
  if (answer.response_action === 'update') return void world.views.update(view, checked.view)
  const below = world.views.mark(view, { busy: false })
  world.views.push(below.userId, checked.view)
}
