import { defineChange } from '../src/core/command.ts'
import { ConflictError, NotFoundError } from '../src/core/errors.ts'
import { managedWarnings, rolloutWarnings } from '../src/core/kinds/change-warnings.ts'
import { findObject } from '../src/core/kinds/find-object.ts'
import { objectRef } from '../src/core/kinds/object-ref.ts'
import { type Revision, revisionsOf } from '../src/core/kinds/revisions.ts'
import { refusePaused } from '../src/core/kinds/refuse-paused.ts'
import { mustBeRollable } from '../src/core/kinds/rollable.ts'
import { countsOf } from '../src/core/kinds/rollout-counts.ts'
import {
  interruptionWarnings,
  isInterrupting,
  stuckWarnings,
} from '../src/core/kinds/rollout-warnings.ts'
import { targetOf } from '../src/core/kinds/target-of.ts'
import { sameTemplate } from '../src/core/kinds/template-diff.ts'
import { Workload } from '../src/core/kinds/workload.ts'
import type { Effect, PlanWarning } from '../src/core/plan.ts'
import { refName } from '../src/core/resource.ts'
import { code, text, type Text } from '../src/core/text.ts'
import { countFlag } from '../src/core/words/arguments/amount-arguments.ts'
import { objectArgument } from '../src/core/words/arguments/object-argument.ts'
import { oneLine } from '../src/core/words/one-line.ts'
import { namespace } from '../src/core/words/arguments/place-flags.ts'
import { rollbackEffect } from './rollback/rollback-effect.ts'
import { listRevisions } from './rollback/list-revisions.ts'
import { changing, ROLLOUT, TYPED } from '../src/core/kinds/needs.ts'

/** `rollback`: the pod template of an earlier revision, as `kubectl rollout undo` does. */
export const rollback = defineChange({
  name: 'rollback',
  aliases: ['rollout undo'],
  summary: 'Go back to an earlier revision of a workload',
  details:
    'For deployments, statefulsets and daemonsets; without --to-revision, to the revision before this one. Replicas stay as they are.',
  parameters: {
    object: objectArgument('what to roll back, as deploy/web'),
    namespace,
    toRevision: countFlag('REVISION', 'the revision to go back to', 1_000_000_000),
  },
  needs: [TYPED, ...ROLLOUT, changing('deployments.apps', 'statefulsets.apps', 'daemonsets.apps')],
  examples: [
    'rollback deploy/web -n shop',
    'rollback deploy/web --to-revision=41 -n shop --reason "errors since 1.5"',
    'rollback sts/db -n shop --dry-run',
  ],
  wording: {
    imperative: 'Roll back',
    doing: 'Rolling back',
    done: 'Rolled back',
    noun: 'Rollback',
  },
  plan: async ({ object: word, namespace: named, toRevision }, context) => {
    const { cluster, clock } = context
    const ref = await objectRef(word, { cluster, namespace: named ?? context.defaultNamespace })
    mustBeRollable(ref.kind)
    const object = await findObject(context, ref, Workload)
    refusePaused(object, { ref, what: 'a rollback' }, context)
    const revisions = await revisionsOf(cluster, object)
    const list = listRevisions(revisions, clock.now())
    const goal = choose(revisions, toRevision, { name: refName(ref), list })
    const { desired } = countsOf(object)
    const size = { before: desired, after: desired }
    const target = targetOf(ref, object)
    const current = object.spec?.template
    if (!current || sameTemplate(current, goal.template)) {
      return {
        effects: [],
        about: target,
        warnings: [],
        risk: 'change',
        size,
        nothing: already(ref, goal, list),
      }
    }
    const effect = rollbackEffect(target, object, goal)
    return {
      effects: [effect],
      warnings: [
        ...onlyRestart(effect, goal, list),
        ...interruptionWarnings(object),
        ...stuckWarnings(object),
        ...managedWarnings(object, 'the version it declares'),
        ...rolloutWarnings(object),
      ],
      risk: isInterrupting(object) ? 'danger' : 'change',
      size,
      notes: notesOn(revisions[0], goal),
    }
  },
})

type Around = { readonly name: string; readonly list: Text }

function choose(
  revisions: readonly Revision[],
  wanted: number | undefined,
  { name, list }: Around,
): Revision {
  const goal =
    wanted === undefined ? revisions[1] : revisions.find(({ number }) => number === wanted)
  if (goal) return goal
  if (wanted === undefined) {
    throw new ConflictError('no-earlier-revision', text`${code(name)} has no earlier revision.`, {
      hint: list,
    })
  }
  throw new NotFoundError(
    'revision-not-found',
    text`${code(name)} has no revision ${wanted}, or it is no longer kept.`,
    { hint: list },
  )
}

/** Going back to before a restart is seldom what somebody means who sees errors. */
function onlyRestart({ changes }: Effect, goal: Revision, list: Text): readonly PlanWarning[] {
  if (!changes.every(({ field }) => field.endsWith('kubectl.kubernetes.io/restartedAt'))) return []
  const what = text`Only a restart lies between revision ${goal.number} and now: the images stay. ${list}`
  return [{ code: 'only-a-restart', text: what }]
}

const already = (ref: { kind: { singular: string }; name: string }, goal: Revision, list: Text) =>
  text`${code(refName(ref))} is as in revision ${goal.number} already. ${list}`

function notesOn(current: Revision | undefined, goal: Revision): readonly Text[] {
  const from = current ? text`revision ${current.number} → ` : text`to `
  const cause = goal.cause === undefined ? [] : text`, noted as “${oneLine(goal.cause)}”`
  return [text`${from}the template of revision ${goal.number}${cause}; it becomes a new revision`]
}
