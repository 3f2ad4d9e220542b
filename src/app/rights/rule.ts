/** One rule of a Role, as Kubernetes spells it, and what it is for. */
export type Rule = {
  /** Lines for whoever reads the Role: what needs it. */
  readonly why: readonly string[]
  readonly apiGroups?: readonly string[]
  readonly resources?: readonly string[]
  readonly resourceNames?: readonly string[]
  readonly nonResourceURLs?: readonly string[]
  readonly verbs: readonly string[]
}
