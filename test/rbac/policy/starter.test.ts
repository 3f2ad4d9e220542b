import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { commands } from '../../../commands/index.ts'
import { createPolicy } from '../../../rbac/policy/create-policy.ts'
import { policyJsonSchema } from '../../../rbac/policy/policy-json-schema.ts'
import { PolicyDocument } from '../../../rbac/policy/policy.ts'
import { sayPolicyTests } from '../../../rbac/what-if/policy-tests-text.ts'
import { PolicyTestsDocument } from '../../../rbac/what-if/policy-tests.ts'
import { runPolicyTests } from '../../../rbac/what-if/run-policy-tests.ts'
import { readYaml } from '../../../src/config/yaml.ts'

const source = (file: string) => ({ file, text: readFileSync(file, 'utf8') })

test('the starter policy passes its own cases', () => {
  const document = readYaml(source('rbac/starter/policy.yaml'), PolicyDocument)
  const policy = createPolicy(document, { commands: commands.map(({ name }) => name) })
  const cases = readYaml(source('rbac/starter/policy.test.yaml'), PolicyTestsDocument)

  const results = runPolicyTests(cases, { policy, commands })

  expect(sayPolicyTests(results)).toMatch(/ passed, 0 failed$/)
})

// To write it anew: npm run generate
test('the schema for editors is the one that the program checks by', () => {
  expect(JSON.parse(readFileSync('docs/schema/policy.schema.json', 'utf8'))).toEqual(
    JSON.parse(policyJsonSchema()),
  )
})
