import type { Policy } from '../../rbac/policy/create-policy.ts'
import type { Config } from '../config/load.ts'
import type { ManifestWishes } from '../slack/manifest.ts'

/** What a configuration and its policy want of the Slack app, beside what every bot needs. */
export function manifestWishes(
  { identity }: Pick<Config, 'identity'>,
  { needsUsergroups }: Pick<Policy, 'needsUsergroups'>,
): ManifestWishes {
  const groups = Object.keys(identity.usergroups).length > 0 || needsUsergroups
  return { email: identity.email.enabled, groups }
}
