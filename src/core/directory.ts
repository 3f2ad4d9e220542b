/** A person as Slack's directory tells it. */
export type DirectoryPerson = {
  readonly id: string
  /** Home workspace. */
  readonly teamId: string
  readonly name: string
  readonly email?: string
  /** Slack has seen the address answer; without it an e-mail proves nothing. */
  readonly emailVerified?: boolean
  readonly isBot: boolean
  /** Deactivated. */
  readonly deleted: boolean
  /** Guest of one or several channels. */
  readonly isGuest: boolean
  /** From another workspace, in a shared channel. */
  readonly isStranger: boolean
  /** IANA name, as set in Slack. */
  readonly timeZone?: string
}

/** `now`: what is decided or changed rests on it, so it is seconds old at most. Else minutes are good enough. */
export type Freshness = 'now' | 'lately'

/**
 * Port: who people are in Slack. Answers come from a cache that is refreshed off the request path; throws when
 * there is none fresh enough to rely on.
 */
export type Directory = {
  person(userId: string, freshness?: Freshness): Promise<DirectoryPerson | undefined>
  /** Slack user group ids of a person. */
  groupsOf(userId: string, freshness?: Freshness): Promise<readonly string[]>
  /** Slack user ids of a user group's members; empty for one that is not there. */
  membersOf(groupId: string): Promise<readonly string[]>
}
