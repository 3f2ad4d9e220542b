import { defineChange } from '../../../src/core/command.ts'
import { targetOf } from '../../../src/core/kinds/target-of.ts'
import { Workload } from '../../../src/core/kinds/workload.ts'
import { text } from '../../../src/core/text.ts'
import { positional, read } from '../../../src/core/words/parameters.ts'

const number = positional('REPLICAS', 'how many', ([word = '']) => read(Number(word)))
const name = positional('NAME', 'which deployment', ([word = '']) => read(word))

/** The smallest change there is: a deployment's replicas. Tests of the road use it so as not to test `scale`. */
export const scaleForTests = defineChange({
  name: 'scale',
  summary: 'Set replicas',
  parameters: { name, replicas: number },
  examples: [],
  temporary: true,
  wording: { imperative: 'Scale', doing: 'Scaling', done: 'Scaled', noun: 'Scaling' },
  plan: async ({ name, replicas }, { cluster, defaultNamespace }) => {
    const kind = await cluster.kind('deployment')
    const found = await cluster.get({ kind, namespace: defaultNamespace, name }, Workload)
    const before = found.spec?.replicas ?? 0
    const { uid } = found.metadata
    const target = targetOf({ kind, namespace: defaultNamespace, name }, found)
    const base = { warnings: [], risk: 'change' as const, size: { before, after: replicas } }
    if (before === replicas)
      return { ...base, effects: [], about: target, nothing: text`There are ${before} already.` }
    return {
      ...base,
      effects: [
        {
          verb: 'patch',
          target,
          subresource: 'scale',
          patch: [
            { op: 'test', path: '/metadata/uid', value: uid },
            { op: 'test', path: '/spec/replicas', value: before },
            { op: 'add', path: '/spec/replicas', value: replicas },
          ],
          inverse: [
            { op: 'test', path: '/metadata/uid', value: uid },
            { op: 'test', path: '/spec/replicas', value: replicas },
            { op: 'add', path: '/spec/replicas', value: before },
          ],
          changes: [{ field: 'replicas', before, after: replicas }],
          follow: 'rollout',
        },
      ],
    }
  },
})
