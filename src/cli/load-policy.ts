import { commands } from '../../commands/index.ts'
import { createPolicy, type Policy } from '../../rbac/policy/create-policy.ts'
import type { PolicyDocument } from '../../rbac/policy/policy.ts'
import { policyFor } from '../../rbac/policy/policy-for.ts'
import { type Config, readText } from '../config/load.ts'
import { readYaml } from '../config/yaml.ts'

type Loaded = { readonly policy: Policy; readonly document: PolicyDocument }

/**
 * Reads the policy that a configuration names and checks it against what that configuration knows: commands,
 * clusters, environments, roles, user groups. Throws ConfigError with every problem at once.
 */
export async function loadPolicy(config: Config): Promise<Loaded> {
  const source = { file: config.policy, text: await readText(config.policy) }
  const known = knownTo(config)
  const read = readYaml(source, policyFor(known))
  return { policy: createPolicy(read, known), document: read.value }
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
