import { defineChange } from '../src/core/command.ts'
import { managedNote, rolloutWarnings } from '../src/core/kinds/change-warnings.ts'
import { editFields } from '../src/core/kinds/edit-fields.ts'
import { findObject } from '../src/core/kinds/find-object.ts'
import { objectRef } from '../src/core/kinds/object-ref.ts'
import { refusePaused } from '../src/core/kinds/refuse-paused.ts'
import { mustBeRollable } from '../src/core/kinds/rollable.ts'
import { countsOf } from '../src/core/kinds/rollout-counts.ts'
import { interruptionWarnings, isInterrupting } from '../src/core/kinds/rollout-warnings.ts'
import { targetOf } from '../src/core/kinds/target-of.ts'
import { Workload } from '../src/core/kinds/workload.ts'
import type { Effect, PlanDraft, Target } from '../src/core/plan.ts'
import { refName } from '../src/core/resource.ts'
import { code, text } from '../src/core/text.ts'
import { objectArgument } from '../src/core/words/arguments/object-argument.ts'
import { namespace } from '../src/core/words/arguments/place-flags.ts'
import { changing, ROLLOUT, TYPED } from '../src/core/kinds/needs.ts'

/** The annotation `kubectl rollout restart` sets: both are one and the same restart. */
const RESTARTED_AT = 'kubectl.kubernetes.io/restartedAt'
const NOTES = ['spec', 'template', 'metadata', 'annotations']
/** A second restart this soon is the same intention said twice. */
const SAME_MS = 10_000

/** `restart`: new pods from the same template, as `kubectl rollout restart` does. */
export const restart = defineChange({
  name: 'restart',
  aliases: ['rollout restart'],
  summary: 'Replace the pods of a workload, a few at a time',
  details:
    'For deployments, statefulsets and daemonsets. Within 10 s of somebody else’s restart, that one is followed instead.',
  parameters: { object: objectArgument('what to restart, as deploy/web'), namespace },
  needs: [TYPED, ...ROLLOUT, changing('deployments.apps', 'statefulsets.apps', 'daemonsets.apps')],
  examples: ['restart deploy/web -n shop', 'restart sts db -n shop --dry-run'],
  wording: { imperative: 'Restart', doing: 'Restarting', done: 'Restarted', noun: 'Restart' },
  plan: async ({ object: word, namespace: named }, { clock, ...context }) => {
    const place = { cluster: context.cluster, namespace: named ?? context.defaultNamespace }
    const ref = await objectRef(word, place)
    mustBeRollable(ref.kind)
    const object = await findObject({ ...context, clock }, ref, Workload)
    refusePaused(object, { ref, what: 'a restart' }, context)
    const target = targetOf(ref, object)
    const now = clock.now()
    const { desired } = countsOf(object)
    if (desired === 0 && object.kind !== 'DaemonSet') return noPods(target)
    if (isJustRestarted(object, now)) return followOther(target)
    return {
      effects: [restartEffect(target, object, now)],
      warnings: [
        ...interruptionWarnings(object),
        ...rolloutWarnings(object),
        ...managedNote(object),
      ],
      risk: isInterrupting(object) ? 'danger' : 'change',
      size: { before: desired, after: desired },
    }
  },
})

const nothing = (): PlanDraft => ({ effects: [], warnings: [], risk: 'change' })

const noPods = (target: Target): PlanDraft => ({
  ...nothing(),
  about: target,
  nothing: text`${code(refName(target))} has 0 replicas: there is no pod to restart.`,
})

const followOther = (target: Target): PlanDraft => ({
  ...nothing(),
  followInstead: target,
  notes: [
    text`It was restarted a moment ago; this follows that restart instead of starting another.`,
  ],
})

const templateNotes = ({ spec }: Workload) => spec?.template?.metadata

function isJustRestarted(object: Workload, now: Date): boolean {
  const last = Date.parse(templateNotes(object)?.annotations?.[RESTARTED_AT] ?? '')
  return Math.abs(now.getTime() - last) < SAME_MS
}

/** Tests the least that makes two restarts at once impossible: the annotation, or that there is none. */
function restartEffect(target: Target, object: Workload, now: Date): Effect {
  const before = templateNotes(object)?.annotations?.[RESTARTED_AT] ?? null
  const after = now.toISOString().replace(/\.\d+Z$/, 'Z')
  return {
    verb: 'patch',
    target,
    ...editFields(object, [{ path: [...NOTES, RESTARTED_AT], to: after }]),
    changes: [{ field: 'restarted at', before, after }],
    follow: 'rollout',
  }
}
