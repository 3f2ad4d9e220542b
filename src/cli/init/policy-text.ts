import type { Answers } from './question.ts'

type Template = { readonly policy: string; readonly tests: string }

/** `config/policy.yaml` and its tests: the starter policy, with production called what it is called here. */
export function policyTexts({ policy, tests }: Template, answers: Answers): Template {
  const { environment, production, slackUser, cluster } = answers
  const isNamedOtherwise = production === 'yes' && !environment.startsWith('prod')
  const named = JSON.stringify(environment)
  const adapted = {
    policy: policy.replace(/^# yaml-language-server: .*$/m, SCHEMA),
    tests,
  }
  const mine = `
  - name: whoever set it up may look
    as: { slackId: ${slackUser} }
    words: get pods -n shop
    cluster: ${JSON.stringify(cluster)}
    expect: allow
    rule: people-look
`
  if (!isNamedOtherwise) return { ...adapted, tests: tests + mine }
  return {
    policy: adapted.policy.replaceAll('[prod*]', `[prod*, ${named}]`),
    tests: tests.replaceAll('environment: production', `environment: ${named}`) + mine,
  }
}

const SCHEMA = '# yaml-language-server: $schema=../schema/policy.schema.json'
