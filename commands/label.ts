import { defineChange } from '../src/core/command.ts'
import { ConflictError } from '../src/core/errors.ts'
import { managedWarnings } from '../src/core/kinds/change-warnings.ts'
import { editFields } from '../src/core/kinds/edit-fields.ts'
import { findObject } from '../src/core/kinds/find-object.ts'
import { objectRef } from '../src/core/kinds/object-ref.ts'
import { targetOf } from '../src/core/kinds/target-of.ts'
import { KubeObject, refName } from '../src/core/resource.ts'
import { code, text } from '../src/core/text.ts'
import { type LabelEdit, labelEdits } from '../src/core/words/arguments/label-arguments.ts'
import { objectArgument } from '../src/core/words/arguments/object-argument.ts'
import { namespace } from '../src/core/words/arguments/place-flags.ts'
import { toggle } from '../src/core/words/parameters.ts'
import { labelWarnings, MOVING } from './label/label-warnings.ts'
import { refuseReserved } from './label/reserved-labels.ts'
import { changing, TYPED } from '../src/core/kinds/needs.ts'

/** `label`: labels of one object, by the rules of `kubectl label`. */
export const label = defineChange({
  name: 'label',
  summary: 'Set or take off labels of one object',
  details:
    'A label that is there already is only changed with --overwrite. The labels of a workload are its own: its pods keep theirs.',
  parameters: {
    object: objectArgument('what to label, as pod/web-1'),
    labels: labelEdits('what to set, and with a dash behind it what to take off'),
    namespace,
    overwrite: toggle('also change labels that are there with another value'),
  },
  needs: [TYPED, { verbs: ['list'], resources: ['services'] }, changing('*')],
  examples: [
    'label deploy/web tier=front -n shop',
    'label pod/web-1 app=debug --overwrite -n shop --for 1h',
    'label node/node-1 example.com/rack=a7 old-rack-',
  ],
  temporary: true,
  wording: { imperative: 'Label', doing: 'Labelling', done: 'Labelled', noun: 'Labelling' },
  plan: async ({ object: word, labels: edits, namespace: named, overwrite }, context) => {
    for (const { key } of edits) refuseReserved(key)
    const { cluster, defaultNamespace } = context
    const ref = await objectRef(word, { cluster, namespace: named ?? defaultNamespace })
    const object = await findObject(context, ref, KubeObject)
    const target = targetOf(ref, object)
    const before = target.labels
    const wanted = edits.filter(({ key, value }) => before[key] !== value)
    if (wanted.length === 0) {
      const nothing = text`${code(refName(ref))} is labelled like that already.`
      return { effects: [], warnings: [], risk: 'change', about: target, nothing }
    }
    if (!overwrite) refuseOverwriting(wanted, before)
    const labelling = { ref, object, before, after: labelsAfter(before, wanted) }
    const warnings = await labelWarnings(labelling, context)
    return {
      risk: warnings.some(({ code: found }) => MOVING.includes(found)) ? 'danger' : 'change',
      warnings: [...warnings, ...managedWarnings(object, 'the labels it declares')],
      effects: [
        {
          verb: 'patch',
          target,
          ...editFields(
            object,
            wanted.map(({ key, value }) => ({ path: ['metadata', 'labels', key], to: value })),
          ),
          changes: wanted.map(({ key, value }) => ({
            field: `label ${key}`,
            before: before[key] ?? null,
            after: value ?? null,
          })),
          follow: 'none',
        },
      ],
    }
  },
})

type Labels = Readonly<Record<string, string>>

function refuseOverwriting(edits: readonly LabelEdit[], before: Labels): void {
  const taken = edits.find(({ key, value }) => value !== undefined && before[key] !== undefined)
  if (!taken) return
  throw new ConflictError(
    'label-exists',
    text`${code(taken.key)} is ${code(before[taken.key] ?? '')} already.`,
    { hint: text`Add ${code('--overwrite')} to change it.` },
  )
}

function labelsAfter(before: Labels, edits: readonly LabelEdit[]): Labels {
  const touched = edits.map(({ key }) => key)
  const kept = Object.entries(before).filter(([key]) => !touched.includes(key))
  const set = edits.flatMap(({ key, value }) =>
    value === undefined ? [] : [[key, value] as const],
  )
  return Object.fromEntries([...kept, ...set])
}
