import { z } from 'zod'
import { checkView } from '../../block-kit/check-view.ts'
import type { View, ViewDefinition } from '../../world/views.ts'
import type { World } from '../../world/world.ts'
import { ApiError, explained } from '../api-error.ts'
import { viewJson } from '../as-json.ts'
import { defineMethod, json } from '../define-method.ts'

const triggered = { trigger_id: z.string().optional(), view: json }

export const openView = defineMethod({
  name: 'views.open',
  tier: 4,
  args: z.object(triggered),
  run({ trigger_id = '', view }, { world }) {
    const definition = accept(view, 'modal')
    const { userId } = exchange(world, trigger_id)
    for (const open of world.views.stack(userId).slice(0, 1)) world.views.close(open, true)
    return shown(world, world.views.push(userId, definition))
  },
})

export const pushView = defineMethod({
  name: 'views.push',
  tier: 4,
  args: z.object(triggered),
  run({ trigger_id = '', view }, { world }) {
    const definition = accept(view, 'modal')
    const { userId, viewId } = exchange(world, trigger_id)
    if (!viewId) throw new ApiError('not_found')
    return shown(world, world.views.push(userId, definition))
  },
})

export const updateView = defineMethod({
  name: 'views.update',
  tier: 4,
  args: z.object({
    view_id: z.string().optional(),
    external_id: z.string().optional(),
    hash: z.string().optional(),
    view: json,
  }),
  run({ view_id, external_id, hash, view }, { world }) {
    const known = world.views.find(view_id ?? external_id ?? '')
    if (!known) throw new ApiError('not_found')
    if (hash && hash !== known.hash) throw new ApiError('hash_conflict')
    return shown(world, world.views.update(known, accept(view, known.type)))
  },
})

export const publishView = defineMethod({
  name: 'views.publish',
  tier: 4,
  args: z.object({ user_id: z.string().optional(), view: json }),
  run({ user_id = '', view }, { world }) {
    if (!world.people.has(user_id)) throw explained('invalid_arguments', ['invalid `user_id`'])
    return shown(world, world.views.publish(user_id, accept(view, 'home')))
  },
})

function exchange(world: World, trigger: string) {
  const verdict = world.triggers.exchange(trigger)
  if (verdict === 'trigger_expired') throw new ApiError('expired_trigger_id')
  if (verdict === 'trigger_exchanged') throw new ApiError('exchanged_trigger_id')
  if (typeof verdict === 'string') throw new ApiError(verdict)
  return verdict
}

function accept(value: unknown, type: 'modal' | 'home'): ViewDefinition {
  const checked = checkView(value, type)
  if (!checked.ok) throw explained(checked.error, checked.messages)
  return checked.view
}

function shown(world: World, view: View | undefined) {
  if (!view) throw new ApiError('push_limit_reached')
  return { view: viewJson(world, view) }
}
