import { type CommandContext, defineChange } from '../src/core/command.ts'
import { ConflictError, UsageError } from '../src/core/errors.ts'
import { managedWarnings, rolloutWarnings } from '../src/core/kinds/change-warnings.ts'
import { findObject } from '../src/core/kinds/find-object.ts'
import { objectRef } from '../src/core/kinds/object-ref.ts'
import { scaleWarnings } from '../src/core/kinds/scale-warnings.ts'
import { targetOf } from '../src/core/kinds/target-of.ts'
import { Workload } from '../src/core/kinds/workload.ts'
import type { Effect, JsonPatch, PlanDraft, PlanWarning, Target } from '../src/core/plan.ts'
import { type Kind, refName } from '../src/core/resource.ts'
import { code, join, text } from '../src/core/text.ts'
import { replicasArgument, replicasFlag } from '../src/core/words/arguments/amount-arguments.ts'
import { objectArgument } from '../src/core/words/arguments/object-argument.ts'
import { namespace } from '../src/core/words/arguments/place-flags.ts'
import { optional } from '../src/core/words/parameters.ts'
import { changing, ROLLOUT, SCALING, TYPED } from '../src/core/kinds/needs.ts'

/** `scale`: another number of replicas. */
export const scale = defineChange({
  name: 'scale',
  summary: 'Change the number of replicas',
  details:
    'Works for every kind with a scale subresource: deployments, statefulsets, replicasets and custom kinds. It is refused when the replicas changed meanwhile.',
  parameters: {
    object: objectArgument('what to scale, as deploy/web'),
    to: optional(replicasArgument('how many replicas; or --replicas')),
    namespace,
    replicas: replicasFlag('how many replicas, as kubectl spells it'),
    currentReplicas: replicasFlag('only when there are this many now'),
  },
  needs: [TYPED, SCALING, ...ROLLOUT, changing('*/scale')],
  examples: [
    'scale deploy/web 5 -n shop',
    'scale deploy web 5 -n shop --reason "sale starts at 18:00"',
    'scale deploy/web 20 -n shop --for 2h',
    'scale statefulset/db --replicas=3 --current-replicas=2 -n shop --dry-run',
  ],
  temporary: true,
  wording: { imperative: 'Scale', doing: 'Scaling', done: 'Scaled', noun: 'Scaling' },
  plan: async ({ object: word, ...args }, context) => {
    const after = replicasFrom(word, args)
    const place = args.namespace ?? context.defaultNamespace
    const ref = await objectRef(word, { cluster: context.cluster, namespace: place })
    if (!ref.kind.subresources.includes('scale')) throw await notScalable(ref.kind, context)
    const object = await findObject(context, ref, Workload)
    const before = currentReplicas(object, ref.kind)
    expectCurrent(before, args.currentReplicas)
    const size = { before, after }
    const risk = after === 0 ? 'danger' : 'change'
    const target = targetOf(ref, object)
    if (before === after) return nothingToDo(target, size)
    const scaling = { ref, object, before, after }
    return {
      effects: [scaleEffect(target, before, after)],
      warnings: [
        ...zeroWarnings(after),
        ...(await scaleWarnings(scaling, context.cluster)),
        ...managedWarnings(object, 'the replicas it declares'),
        ...rolloutWarnings(object),
      ],
      risk,
      size,
    }
  },
})

type Replicas = { readonly to: number | undefined; readonly replicas: number | undefined }

function replicasFrom(word: { kind: string; name: string }, { to, replicas }: Replicas): number {
  if (to !== undefined && replicas !== undefined && to !== replicas) {
    throw new UsageError('two-sizes', text`${to} or ${replicas} replicas? Say it once.`)
  }
  const after = to ?? replicas
  if (after !== undefined) return after
  const isKindMissing = /^\d+$/.test(word.name)
  throw new UsageError('replicas-missing', text`How many replicas?`, {
    suggestions: isKindMissing
      ? [`scale deploy/${word.kind} ${word.name}`]
      : [`scale ${word.kind}/${word.name} 3`],
  })
}

async function notScalable(kind: Kind, { cluster }: CommandContext): Promise<UsageError> {
  const kinds = (await cluster.kinds()).filter(({ subresources }) => subresources.includes('scale'))
  const names = kinds.map(({ resource }) => text`${code(resource)}`)
  const can = join(names, ', ')
  return new UsageError('not-scalable', text`${code(kind.resource)} have no replicas to set.`, {
    hint: text`This cluster can scale ${can}.`,
  })
}

function currentReplicas({ spec }: Workload, kind: Kind): number {
  const current = spec?.replicas
  if (typeof current === 'number') return current
  // The built-in kinds always carry the number; a custom kind may keep it elsewhere, or not at all yet.
  throw new ConflictError(
    'replicas-unknown',
    text`This ${kind.singular} says nothing in ${code('spec.replicas')}, so the change could not be checked or undone.`,
  )
}

function expectCurrent(before: number, expected: number | undefined): void {
  if (expected === undefined || expected === before) return
  throw new ConflictError(
    'unexpected-replicas',
    text`There are ${before} replicas now, not ${expected} as you expected.`,
  )
}

const nothingToDo = (target: Target, size: PlanDraft['size'] & {}): PlanDraft => ({
  about: target,
  effects: [],
  warnings: [],
  risk: 'change',
  size,
  nothing: text`${code(refName(target))} has ${size.after} replicas already.`,
})

function scaleEffect(target: Target, before: number, after: number): Effect {
  const field = { field: 'replicas', before, after }
  const { kind } = target
  const uid = { op: 'test', path: '/metadata/uid', value: target.uid } as const
  return {
    verb: 'patch',
    target,
    subresource: 'scale',
    patch: [uid, ...replace(before, after)],
    inverse: [uid, ...replace(after, before)],
    changes: [field],
    follow: isFollowed(kind) ? 'rollout' : 'none',
  }
}

/** The API server leaves a zero out of a Scale, so there is nothing at `/spec/replicas` to test or replace. */
function replace(before: number, after: number): JsonPatch {
  const path = '/spec/replicas'
  return before === 0
    ? [
        { op: 'test', path: '/spec', value: {} },
        { op: 'add', path, value: after },
      ]
    : [
        { op: 'test', path, value: before },
        { op: 'replace', path, value: after },
      ]
}

const isFollowed = ({ group, resource }: Kind) =>
  group === 'apps' && ['deployments', 'statefulsets', 'replicasets'].includes(resource)

const zeroWarnings = (after: number): readonly PlanWarning[] =>
  after === 0
    ? [{ code: 'scale-to-zero', text: text`Nothing will be left to serve until it is scaled up.` }]
    : []
