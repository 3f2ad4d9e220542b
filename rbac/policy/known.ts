/** What there is, as far as the caller knows: a list that is not given is not checked against. */
export type Known = {
  readonly commands?: readonly string[]
  readonly clusters?: readonly string[]
  readonly environments?: readonly string[]
  /** Slack channel ids. */
  readonly channels?: readonly string[]
  /** Slack user group ids. */
  readonly usergroups?: readonly string[]
  /** Roles that the identity settings give. */
  readonly grantedRoles?: readonly string[]
}
