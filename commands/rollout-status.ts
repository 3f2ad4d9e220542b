import { defineQuery } from '../src/core/command.ts'
import { findObject } from '../src/core/kinds/find-object.ts'
import { objectRef } from '../src/core/kinds/object-ref.ts'
import { mustBeRollable } from '../src/core/kinds/rollable.ts'
import { assessRollout, type RolloutAssessment } from '../src/core/kinds/rollout.ts'
import { countsOf, isAllUpdated } from '../src/core/kinds/rollout-counts.ts'
import { podsOfRollout } from '../src/core/kinds/rollout-pods.ts'
import { sayTrouble } from '../src/core/kinds/say-trouble.ts'
import { spellRef } from '../src/core/kinds/spell-ref.ts'
import { Workload } from '../src/core/kinds/workload.ts'
import { refName } from '../src/core/resource.ts'
import { bold, text } from '../src/core/text.ts'
import { type Button, type Part, type Tone, view } from '../src/core/view.ts'
import { objectArgument } from '../src/core/words/arguments/object-argument.ts'
import { namespace } from '../src/core/words/arguments/place-flags.ts'
import { ROLLOUT, TYPED } from '../src/core/kinds/needs.ts'

const SAID = {
  progressing: ['working', 'is rolling out'],
  complete: ['done', 'is rolled out'],
  failed: ['failed', 'failed to roll out'],
  paused: ['waiting', 'is held'],
  'waiting-for-controller': ['waiting', 'waits for its controller'],
} as const satisfies Record<RolloutAssessment['state'], readonly [Tone, string]>

const SHOWN = 5

/** `rollout status`: where a rollout stands right now, and what is in its way. */
export const rolloutStatus = defineQuery({
  name: 'rollout status',
  summary: 'Say where a rollout stands and what is in its way',
  parameters: { object: objectArgument('the workload, as deploy/web'), namespace },
  needs: [TYPED, ...ROLLOUT],
  examples: ['rollout status deploy/web -n shop', 'rollout status ds agent -n monitoring'],
  access: async ({ object: word, namespace: named }, { cluster, defaultNamespace }) => {
    const place = named ?? defaultNamespace
    const ref = await objectRef(word, { cluster, namespace: place })
    mustBeRollable(ref.kind)
    const list = (kind: typeof ref.kind) => ({ verb: 'list' as const, kind, namespace: place })
    const isDeployment = ref.kind.resource === 'deployments'
    const between = isDeployment ? [list(await cluster.kind('replicasets.apps'))] : []
    return [{ verb: 'get', ...ref }, ...between, list(await cluster.kind('pods'))]
  },
  run: async ({ object: word, namespace: named }, context) => {
    const { cluster, defaultNamespace, clock } = context
    const ref = await objectRef(word, { cluster, namespace: named ?? defaultNamespace })
    const object = await findObject(context, ref, Workload)
    const assessed = assessRollout(object, await podsOfRollout(cluster, object), clock.now())
    const [tone, words] = sayState(object, assessed)
    const where = ref.namespace === undefined ? '' : ` in ${ref.namespace}`
    const revision =
      assessed.revision === undefined ? [] : text` · revision ${bold(assessed.revision)}`
    const title = text`${bold(`${refName(ref)}${where}`)} ${words}${revision}`
    return {
      ...view(tone, title, partsOf(assessed)),
      buttons: buttonsFor(assessed, spellRef(ref, context)),
    }
  },
})

type Said = readonly [Tone, string]

/** A crash long after a rollout is no rollout: then only how many are available is true. */
function sayState(
  object: Workload,
  { state, available, desired, troubledPods }: RolloutAssessment,
): Said {
  if (state !== 'progressing' || !isAllUpdated(countsOf(object))) return SAID[state]
  const isFailing = troubledPods.some(({ failing }) => failing)
  return [isFailing ? 'failed' : 'working', `is updated, but ${available} of ${desired} available`]
}

function partsOf({ state, updated, available, desired, reasons, troubledPods }: RolloutAssessment) {
  const numbers = text`${updated} of ${desired} updated · ${available} available`
  const progress: Part =
    state === 'complete'
      ? { part: 'text', text: text`${available} of ${desired} available` }
      : { part: 'progress', done: Math.min(updated, available), total: desired, text: numbers }
  const rest = troubledPods.length - SHOWN
  return [
    progress,
    ...reasons.map((reason): Part => ({ part: 'text', text: reason })),
    ...troubledPods
      .slice(0, SHOWN)
      .map((pod): Part => ({ part: 'warning', text: sayTrouble(pod) })),
    ...(rest > 0 ? [{ part: 'note' as const, text: text`and ${rest} more pods like these` }] : []),
  ]
}

function buttonsFor({ state, troubledPods }: RolloutAssessment, name: string): Button[] {
  const again: Button = { label: 'Again', words: `rollout status ${name}` }
  if (state === 'complete') return [again]
  const events: Button = { label: 'Events', words: `events ${name}` }
  const logs: Button = { label: 'Logs', words: `logs ${name}` }
  return troubledPods.length > 0 ? [logs, events, again] : [events, again]
}
