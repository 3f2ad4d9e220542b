import type { Env } from '../../core/env.ts'
import type { PolicyAdvice } from '../../../rbac/policy/policy-advice.ts'
import type { Policy } from '../../../rbac/policy/create-policy.ts'
import type { Config } from '../../config/load.ts'
import type { ConfigProblem } from '../../core/errors.ts'
import type { Seams } from '../../core/seams.ts'
import type { ClusterSettings } from '../../kube/settings.ts'
import type { Examination as ClusterExamination } from '../../kube/examination/examination.ts'
import type { Examination as SlackExamination } from '../../slack/examination/examination.ts'

/** What the doctor looks at: everything that could be read beforehand. */
export type Patient = Pick<Seams, 'clock' | 'log'> & {
  readonly version: string
  readonly nodeVersion: string
  readonly configFile: string
  /** The pod that it runs in; undefined where it runs in none. */
  readonly pod: { readonly namespace: string } | undefined
  /** Undefined when it cannot be read; what needs it is not looked at then. */
  readonly config: Config | undefined
  readonly policy: Policy | undefined
  readonly advice: readonly PolicyAdvice[]
  /** What is wrong with the configuration, the policy, or the files of secrets. */
  readonly problems: {
    readonly setup: readonly ConfigProblem[]
    readonly secretFiles: readonly string[]
    readonly secretWarnings: readonly string[]
  }
  /** The environment with the secrets that files hold in it. */
  readonly env: Env
  /** Those that were asked for. */
  readonly clusters: readonly ClusterPatient[]
  /** Undefined when there is no bot token to look with. */
  readonly slack: SlackExamination | undefined
  /** Ends every look. */
  readonly signal: AbortSignal
}

export type ClusterPatient = {
  readonly settings: ClusterSettings
  /** Throws an Error that names what is wrong when its settings lead nowhere. */
  readonly open: () => ClusterExamination
}
