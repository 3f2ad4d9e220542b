import type { Policy } from '../../rbac/policy/create-policy.ts'
import type { PolicyDocument } from '../../rbac/policy/policy.ts'
import type { Config } from '../config/load.ts'
import type { Secrets } from '../config/secret-files.ts'

/** All that the bot is told by its operators: the configuration, the policy it names, and the secrets. */
export type Setup = {
  /** The configuration's own path. */
  readonly file: string
  readonly config: Config
  readonly policy: Policy
  /** What the policy file says. */
  readonly document: PolicyDocument
  /** Where the secrets come from; its `env` holds those of files, too. */
  readonly secrets: Secrets
}
