import { defineChange } from '../src/core/command.ts'
import { interruptionWarnings, isInterrupting } from '../src/core/kinds/rollout-warnings.ts'
import { text } from '../src/core/text.ts'
import { objectArgument } from '../src/core/words/arguments/object-argument.ts'
import { namespace } from '../src/core/words/arguments/place-flags.ts'
import { pauseDraft } from './pause/pause-draft.ts'
import { changing, ROLLOUT, TYPED } from '../src/core/kinds/needs.ts'

/** `resume`: what waited in a paused deployment rolls out, as `kubectl rollout resume` does. */
export const resume = defineChange({
  name: 'resume',
  aliases: ['rollout resume'],
  summary: 'Let the rollouts of a paused deployment go on',
  parameters: { object: objectArgument('the deployment, as deploy/web'), namespace },
  needs: [TYPED, ...ROLLOUT, changing('deployments.apps')],
  examples: ['resume deploy/web -n shop'],
  wording: { imperative: 'Resume', doing: 'Resuming', done: 'Resumed', noun: 'Resuming' },
  plan: (args, context) =>
    pauseDraft({ ...args, paused: false }, context, (object) => ({
      risk: isInterrupting(object) ? 'danger' : 'change',
      warnings: [
        { code: 'rolls-out-now', text: text`What was changed while it was paused rolls out now.` },
        ...interruptionWarnings(object),
      ],
    })),
})
