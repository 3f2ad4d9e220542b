import { defineCondition, settled, unsure } from '../matching/condition.ts'
import { compileWhen, When } from '../expression/policy-language.ts'
import { variablesOf } from '../expression/expression-variables.ts'

export const when = defineCondition({
  key: 'when',
  help: 'A CEL expression over the facts, for what the other conditions cannot say.',
  option: When,
  wanted: (source) => source.trim(),
  look: (source) => {
    const { evaluate, names } = compileWhen(source)
    const needsTarget = names.has('target') || names.has('size')
    return (scene) => {
      if (scene.open && needsTarget) return unsure('not known yet', 'the target is not known yet')
      const result = evaluate(variablesOf(scene))
      return result.ok
        ? settled(result.value, String(result.value))
        : unsure(result.problem, `its when could not be answered: ${result.problem}`)
    }
  },
})
