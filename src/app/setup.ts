import type { Policy } from '../../rbac/policy/create-policy.ts'
import type { Config } from '../config/load.ts'
import type { Secrets } from '../config/secret-files.ts'

/** All that the bot is told by its operators: the configuration, the policy it names, and the secrets. */
export type Setup = {
  readonly config: Config
  readonly policy: Policy
  /** Where the secrets come from; its `env` holds those of files, too. */
  readonly secrets: Secrets
}
