import { commands } from '../../commands/index.ts'
import { createPolicy, type Policy, type PolicySource } from '../../rbac/policy/create-policy.ts'
import { policyFor } from '../../rbac/policy/policy-for.ts'
import { type Config, readText } from '../config/load.ts'
import { readYaml } from '../config/yaml.ts'

export type LoadedPolicy = { readonly policy: Policy; readonly source: PolicySource }

/**
 * Reads the policy that a configuration names and checks it against what that configuration knows: commands,
 * clusters, environments, roles, user groups. Throws ConfigError with every problem at once.
 */
export async function loadPolicy(config: Config): Promise<LoadedPolicy> {
  const text = await readText(config.policy)
  const known = knownTo(config)
  const source = readYaml({ file: config.policy, text }, policyFor(known))
  return { policy: createPolicy(source, known), source }
}

function knownTo({ clusters, identity }: Config) {
  const { users, email, usergroups } = identity
  const granted = [...Object.values(users), email, ...Object.values(usergroups)]
  return {
    commands: commands.map(({ name }) => name),
    clusters: clusters.map(({ name }) => name),
    environments: clusters.map(({ environment }) => environment),
    grantedRoles: [...new Set(granted.flatMap(({ roles }) => roles))],
  }
}
