/** What the operators' files say, as far as it is loaded. Never holds a secret. */
export type ConfigurationReport = {
  /** 1 at the start; one more with each change that was applied. */
  readonly generation: number
  /** Since when this is loaded. */
  readonly since: Date
  /** SHA-256 over configuration and policy: equal ones give the same. */
  readonly hash: string
  readonly files: readonly { readonly path: string; readonly holds: string }[]
  /** Where each secret comes from: a path, or the environment. */
  readonly secrets: readonly { readonly name: string; readonly from: string }[]
  readonly clusters: readonly string[]
  /** How much there is of what: `rules`, `roles`, `people`. */
  readonly counts: Readonly<Record<string, number>>
  /** What is switched on: `notifications`, `alertmanager`. */
  readonly on: readonly string[]
  /** The last change that was applied since the start. */
  readonly applied?: AppliedChange
  /** A later one that was not; what is loaded is older than the files. */
  readonly refused?: RefusedChange
}

export type AppliedChange = {
  readonly at: Date
  /** Paths and names: `notifications.routes`, `policy rule reads changed`, `secret SLACK_BOT_TOKEN`. */
  readonly changed: readonly string[]
  /** What that took: `cluster dev added`. */
  readonly done: readonly string[]
}

export type RefusedChange = {
  readonly since: Date
  /** One each, with file, line and path where there is one. */
  readonly problems: readonly string[]
  /** It may go well later, and is tried again. */
  readonly isTriedAgain: boolean
}

/** Port: what is loaded now, and what the last change did. */
export type Configuration = () => ConfigurationReport
