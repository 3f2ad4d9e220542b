import type { Freshness } from './directory.ts'

/** Somebody in Slack before we know who they are to Kubernetes; ids come from a verified payload. */
export type SlackPerson = {
  readonly userId: string
  /** The person's own workspace, which in a shared channel is not ours. */
  readonly teamId: string
}

/** A person, mapped: who asked, and who the API server will see. */
export type Actor = SlackPerson & {
  /** What to call them in text. */
  readonly name: string
  /** Kubernetes user that is impersonated for every call of this person. */
  readonly user: string
  /** Kubernetes groups that are impersonated, never empty strings, never `system:masters`. */
  readonly groups: readonly string[]
  /** Policy roles, from the identity map and from Slack user groups. */
  readonly roles: readonly string[]
  /** IANA name, as set in Slack: what `--at 02:00` means. */
  readonly timeZone?: string
}

/**
 * Port: who is this to Kubernetes? Throws DeniedError for guests, bots, strangers and unmapped people. Whoever changes
 * or decides something is asked for as they are `now`.
 */
export type Identify = (person: SlackPerson, freshness?: Freshness) => Promise<Actor>
