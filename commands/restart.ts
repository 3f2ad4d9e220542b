import { defineChange } from '../src/core/command.ts'
import { ConflictError } from '../src/core/errors.ts'
import { managedNote, rolloutWarnings } from '../src/core/kinds/change-warnings.ts'
import { findObject } from '../src/core/kinds/find-object.ts'
import { objectRef } from '../src/core/kinds/object-ref.ts'
import { mustBeRollable } from '../src/core/kinds/rollable.ts'
import { countsOf } from '../src/core/kinds/rollout-counts.ts'
import { interruptionWarnings, isInterrupting } from '../src/core/kinds/rollout-warnings.ts'
import { targetOf } from '../src/core/kinds/target-of.ts'
import { Workload } from '../src/core/kinds/workload.ts'
import type { Effect, JsonPatch, PlanDraft, Target } from '../src/core/plan.ts'
import { pointerStep } from '../src/core/pointer.ts'
import { refName } from '../src/core/resource.ts'
import { code, text } from '../src/core/text.ts'
import { objectArgument } from '../src/core/words/arguments/object-argument.ts'
import { namespace } from '../src/core/words/arguments/place-flags.ts'

/** The annotation `kubectl rollout restart` sets: both are one and the same restart. */
const RESTARTED_AT = 'kubectl.kubernetes.io/restartedAt'
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
  examples: ['restart deploy/web -n shop', 'restart sts db -n shop --dry-run'],
  wording: { imperative: 'Restart', doing: 'Restarting', done: 'Restarted', noun: 'Restart' },
  plan: async ({ object: word, namespace: named }, { clock, ...context }) => {
    const place = { cluster: context.cluster, namespace: named ?? context.defaultNamespace }
    const ref = await objectRef(word, place)
    mustBeRollable(ref.kind)
    const object = await findObject({ ...context, clock }, ref, Workload)
    refusePaused(object, refName(ref))
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

function refusePaused({ spec }: Workload, name: string): void {
  if (spec?.paused !== true) return
  throw new ConflictError(
    'deployment-paused',
    text`${code(name)} is paused: a restart would wait until it is resumed.`,
    {
      hint: text`Resume it first, for example with ${code(`kubectl rollout resume ${name}`)}.`,
    },
  )
}

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

function restartEffect(target: Target, object: Workload, now: Date): Effect {
  const before = templateNotes(object)?.annotations?.[RESTARTED_AT] ?? null
  const after = now.toISOString().replace(/\.\d+Z$/, 'Z')
  return {
    verb: 'patch',
    target,
    patch: [
      { op: 'test', path: '/metadata/uid', value: target.uid },
      ...annotate(object, before, after),
    ],
    changes: [{ field: 'restarted at', before, after }],
    follow: 'rollout',
  }
}

/** Tests the least that makes two restarts at once impossible: the annotation, or that there is none. */
function annotate(object: Workload, before: string | null, after: string): JsonPatch {
  const metadata = templateNotes(object)
  const annotations = metadata?.annotations
  const all = '/spec/template/metadata/annotations'
  const one = `${all}/${pointerStep(RESTARTED_AT)}`
  if (before !== null) {
    return [
      { op: 'test', path: one, value: before },
      { op: 'replace', path: one, value: after },
    ]
  }
  if (annotations) {
    return [
      { op: 'test', path: all, value: annotations },
      { op: 'add', path: one, value: after },
    ]
  }
  return [
    { op: 'test', path: '/spec/template/metadata', value: metadata },
    { op: 'add', path: all, value: { [RESTARTED_AT]: after } },
  ]
}
