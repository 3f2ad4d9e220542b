import { defineChange } from '../src/core/command.ts'
import { countsOf, isAllUpdated, openSteps } from '../src/core/kinds/rollout-counts.ts'
import type { Workload } from '../src/core/kinds/workload.ts'
import type { PlanWarning } from '../src/core/plan.ts'
import { join, text } from '../src/core/text.ts'
import { objectArgument } from '../src/core/words/arguments/object-argument.ts'
import { namespace } from '../src/core/words/arguments/place-flags.ts'
import { pauseDraft } from './pause/pause-draft.ts'
import { changing, TYPED } from '../src/core/kinds/needs.ts'

/** `pause`: a deployment's changes wait, as `kubectl rollout pause` does. */
export const pause = defineChange({
  name: 'pause',
  aliases: ['rollout pause'],
  summary: 'Hold the rollouts of a deployment',
  details:
    'Its pods run on; a new template waits until it is resumed. With --for, it is resumed by itself.',
  parameters: { object: objectArgument('the deployment, as deploy/web'), namespace },
  needs: [TYPED, changing('deployments.apps')],
  examples: ['pause deploy/web -n shop', 'pause deploy/web -n shop --for 30m'],
  temporary: true,
  wording: { imperative: 'Pause', doing: 'Pausing', done: 'Paused', noun: 'Pausing' },
  plan: (args, context) =>
    pauseDraft({ ...args, paused: true }, context, (object) => ({
      risk: 'change',
      warnings: halfwayWarnings(object),
    })),
})

function halfwayWarnings(object: Workload): readonly PlanWarning[] {
  const counts = countsOf(object)
  const open = openSteps(object, counts)
  if (open.length === 0 || isAllUpdated(counts)) return []
  const halfway = text`A rollout is under way and stops where it is: ${join(open, ', ')}.`
  return [{ code: 'stops-halfway', text: halfway }]
}
