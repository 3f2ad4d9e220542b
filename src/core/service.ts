/**
 * Something with a life: started in order, closed all at once, stopped in reverse. `stop` drains within its own
 * deadline.
 */
export type Service = {
  readonly name: string
  start(): Promise<void>
  /** Lets nothing more in from outside; what came in before goes on. Resolves when nothing more can come. */
  close?(): Promise<void>
  stop(): Promise<void>
  /** Undefined while fine; else why it is not ready. */
  unready(): string | undefined
  /** True while the rest can serve without it: that it is not ready is told, and keeps no request away. */
  isSpared?(): boolean
  /** Since when it is not ready, where it knows. */
  unreadySince?(): Date | undefined
}
