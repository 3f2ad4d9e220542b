import type { Progress, Trouble } from '../outcome.ts'
import type { Plan } from '../plan.ts'
import { code, text } from '../text.ts'
import type { Part, View } from '../view.ts'
import { sayDuration } from '../words/duration.ts'
import { planView, subject } from './plan-view.ts'

/** How far the cluster is, as last seen. */
export type Sight = {
  readonly progress: Progress
  readonly elapsedMs: number
  readonly troubles: readonly Trouble[]
}

/** The card of a plan while the cluster works on it. */
export function workingView(plan: Plan, sight?: Sight): View {
  const card = planView(plan, 'working', text`${plan.wording.doing} ${subject(plan)}`)
  const parts = sight ? [progressPart(sight), ...troubleParts(sight.troubles)] : []
  return { ...card, parts: [...card.parts, ...parts] }
}

const SHOWN_TROUBLES = 3

/** The first pods that stand in the way, and how many more there are. */
export function troubleParts(troubles: readonly Trouble[]): Part[] {
  const shown = troubles.slice(0, SHOWN_TROUBLES).flatMap(troublePart)
  const rest = troubles.length - SHOWN_TROUBLES
  return rest > 0
    ? [...shown, { part: 'note', text: text`… and ${rest} more pods like these` }]
    : shown
}

function troublePart({ pod, container, why, lastLines }: Trouble): Part[] {
  const where = container === undefined ? text`${code(pod)}` : text`${code(pod)} ${container}`
  const said: Part = { part: 'warning', text: text`${where}: ${why}` }
  return lastLines ? [said, { part: 'output', output: lastLines, fileName: `${pod}.log` }] : [said]
}

function progressPart({ progress, elapsedMs }: Sight): Part {
  const { updated, available, desired } = progress
  const said = text`${updated} of ${desired} updated · ${available} available · ${sayDuration(elapsedMs)}`
  return { part: 'progress', done: Math.min(updated, available), total: desired, text: said }
}
