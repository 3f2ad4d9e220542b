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

const FOLDERS = [
  'rbac/starter',
  'rbac/examples/small-team',
  'rbac/examples/platform-team',
  'rbac/examples/regulated',
]

test.each(FOLDERS)('the policy in %s passes its own cases', (folder) => {
  const document = readYaml(source(`${folder}/policy.yaml`), PolicyDocument)
  const known = { commands: commands.map(({ name }) => name), grantedRoles: [] }
  const policy = createPolicy(document, known)
  const cases = readYaml(source(`${folder}/policy.test.yaml`), PolicyTestsDocument)

  const results = runPolicyTests(cases, { policy, commands })

  expect(sayPolicyTests(results)).toMatch(/ passed, 0 failed$/)
})

// To write it anew: npm run generate
test('the schema for editors is the one that the program checks by', () => {
  expect(JSON.parse(readFileSync('docs/schema/policy.schema.json', 'utf8'))).toEqual(
    JSON.parse(policyJsonSchema()),
  )
})
