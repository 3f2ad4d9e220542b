/** Slack sends an app no more than 30,000 events of a workspace in an hour; the rest it leaves out. */
export type HeldBack = {
  readonly since: Date
  readonly lastAt: Date
}
