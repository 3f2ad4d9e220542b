import { celEnv, CelScalar, mapType } from '@bufbuild/cel'
import { compileYesNo } from '../../src/expression/compile-expression.ts'
import { expressionSetting } from '../../src/expression/expression-setting.ts'
import type { Language } from '../../src/expression/language.ts'
import { sampleVariables } from './expression-samples.ts'
import { variableFields } from './expression-variables.ts'

const fields = mapType(CelScalar.STRING, CelScalar.DYN)

/** What a `when` of the policy may say. */
export const policyLanguage: Language = {
  environment: celEnv({
    variables: {
      actor: fields,
      command: CelScalar.STRING,
      risk: CelScalar.STRING,
      cluster: fields,
      target: fields,
      size: fields,
      channel: CelScalar.STRING,
      at: CelScalar.DYN,
    },
  }),
  fields: variableFields,
  samples: () => sampleVariables().map((sample) => ({ ...sample })),
}

/** A `when` in the policy. */
export const When = expressionSetting(policyLanguage, 'boolean')

export const compileWhen = (source: string) => compileYesNo(source, policyLanguage)
