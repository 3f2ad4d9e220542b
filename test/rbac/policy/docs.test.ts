import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { commands } from '../../../commands/index.ts'
import { IdentitySettings } from '../../../rbac/identity/identity-settings.ts'
import { sayPolicyTests } from '../../../rbac/what-if/policy-tests-text.ts'
import { PolicyTestsDocument } from '../../../rbac/what-if/policy-tests.ts'
import { conditions } from '../../../rbac/rules/index.ts'
import { runPolicyTests } from '../../../rbac/what-if/run-policy-tests.ts'
import { variableFields } from '../../../rbac/expression/expression-variables.ts'
import { readYaml } from '../../../src/config/yaml.ts'
import { policyFrom } from '../policy.ts'

const page = readFileSync('docs/policy.md', 'utf8')
const blocks = [...page.matchAll(/```yaml\n# (.+)\n([\s\S]*?)```/g)].map(
  ([, what = '', yaml = '']) => ({ what, yaml }),
)
const blockOf = (wanted: string) => blocks.find(({ what }) => what === wanted)?.yaml ?? ''
const recipes = blocks
  .filter(({ what }) => what === 'rules')
  .map(({ yaml }) => [/name: (\S+)/.exec(yaml)?.[1], yaml] as const)
const policies = blocks
  .filter(({ what }) => what === 'policy')
  .map(({ yaml }) => [yaml.split('\n')[0], yaml] as const)
const AROUND = 'roles: { platform: {} }\nonCall: { primary: { usergroup: S012DUTY } }\n'
const known = { commands: commands.map(({ name }) => name) }

describe('every example of the policy page is true', () => {
  test('each block says what it is', () => {
    expect(blocks.length).toBe(page.match(/```yaml/g)?.length)
    const kinds = new Set(blocks.map(({ what }) => what))
    expect([...kinds].toSorted()).toEqual([
      'identity',
      'policy',
      'policy.test.yaml',
      'policy.yaml',
      'rules',
    ])
  })

  test('the policy passes the cases beside it', () => {
    const policy = policyFrom(blockOf('policy.yaml'), known)
    const file = { file: 'policy.test.yaml', text: blockOf('policy.test.yaml') }
    const results = runPolicyTests(readYaml(file, PolicyTestsDocument), { policy, commands })
    expect(sayPolicyTests(results)).toMatch(/4 passed, 0 failed$/)
  })

  test.each(recipes)('the recipe %s', (_, yaml) => {
    expect(policyFrom(`${AROUND}rules:\n${yaml}`, known).rules).not.toEqual([])
  })

  test.each(policies)('the policy that begins with %s', (_, yaml) => {
    expect(policyFrom(yaml, known).rules).not.toEqual([])
  })

  test('the identity settings are accepted', () => {
    const text = blockOf('identity')
    const { value } = readYaml({ file: 'identity.yaml', text }, IdentitySettings)
    expect(value.email.enabled).toBe(true)
  })
})

test('the page has every condition, every variable, and an example of each condition that is accepted', () => {
  const rows = new Map(
    [...page.matchAll(/^\| `(\w+)` +\| .* \| `(.+)` +\|$/gm)].map(([, key, example]) => [
      key,
      example,
    ]),
  )
  for (const key of Object.keys(conditions).filter((key) => key !== 'time' && key !== 'when')) {
    const example = rows.get(key) ?? `${key} has no row`
    const text = `roles: { platform: {} }\nrules: [{ name: a, effect: deny, reason: r, ${example} }]`
    expect(policyFrom(text, known).rules).toHaveLength(1)
  }
  for (const [variable, fields] of Object.entries(variableFields)) {
    expect(page).toContain(`\`${variable}\``)
    for (const field of fields === 'none' ? [] : fields) expect(page).toContain(`\`${field}\``)
  }
})
