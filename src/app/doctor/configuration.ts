import { sayConfigProblem } from '../../core/errors.ts'
import type { Config } from '../../config/load.ts'
import { defineCheck, type Report } from './check.ts'
import { doctorAgain } from './mending.ts'

export const configuration = defineCheck({
  name: 'configuration',
  title: 'Configuration and policy',
  looksAt: 'what `validate` checks, and rules that can never matter',
  ailments: {
    'config-invalid': {
      level: 'error',
      why: 'The bot does not start with it; one that runs keeps the one before.',
      mend: 'Correct the line, then look again.',
    },
    'identity-powerful': {
      level: 'error',
      why: 'Somebody would pass every access control of the cluster.',
      mend: 'Map the person to a user and groups of your own, and bind a Role to these.',
    },
    'identity-machine': {
      level: 'warning',
      why: 'A service account holds the rights of a program; the audit log would name it for what a person did.',
      mend: 'Map the person to a user of their own under identity.users.',
    },
    'identity-shared': {
      level: 'warning',
      why: 'The cluster cannot tell them apart, and one cannot approve what the other asks for.',
      mend: 'Give each person a Kubernetes user of their own under identity.users.',
    },
    'identity-nobody': {
      level: 'warning',
      why: 'The bot refuses everybody who is not mapped.',
      mend: 'Add people to identity.users, or switch identity.email on.',
    },
    'rule-shadowed': {
      level: 'warning',
      why: 'It reads as if it decided something, and it never does.',
      mend: 'Change or remove the rule, then look again.',
    },
    'rule-unreachable': {
      level: 'warning',
      why: 'It speaks of people who do not exist, so it never applies.',
      mend: 'Bind the role in the policy (bindings), or give it under identity.',
    },
    'role-unused': {
      level: 'warning',
      why: 'Whoever holds it expects rights that it does not give.',
      mend: 'Name it in a rule, or remove it.',
    },
    'approver-unmapped': {
      level: 'warning',
      why: 'Who has no Kubernetes user cannot approve; the change waits until it expires.',
      mend: 'Add the person to identity.users.',
    },
  },
  async examine(patient, report) {
    const { configFile, config, policy, advice, problems } = patient
    const { fine, wrong } = report
    const again = { run: [doctorAgain(patient, 'configuration')] }
    for (const problem of problems.setup) {
      const isPowerful =
        problem.path?.startsWith('identity') === true && problem.message.includes('system:')
      wrong(isPowerful ? 'identity-powerful' : 'config-invalid', sayConfigProblem(problem), again)
    }
    if (config && problems.setup.length === 0) fine(`${configFile} is valid`)
    if (config && policy) fine(`${config.policy} is valid: ${policy.rules.length} rules`)
    for (const { id, said } of advice) wrong(id, said, again)
    if (config) lookAtIdentities(config, report)
  },
})

type Identities = 'identity-nobody' | 'identity-machine' | 'identity-shared'

function lookAtIdentities({ identity }: Config, { wrong }: Report<Identities>): void {
  const mapped = Object.entries(identity.users)
  if (mapped.length === 0 && !identity.email.enabled) wrong('identity-nobody', 'nobody is mapped')
  for (const [id, { user }] of mapped)
    if (user.startsWith('system:serviceaccount:'))
      wrong('identity-machine', `${id} acts as the service account ${user}`)
  for (const [user, same] of Map.groupBy(mapped, ([, one]) => one.user))
    if (same.length > 1)
      wrong('identity-shared', `${same.map(([id]) => id).join(' and ')} are all ${user}`)
}
