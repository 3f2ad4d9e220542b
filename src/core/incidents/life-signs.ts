/**
 * Port: until when somebody looked at what is watched, of all processes that share the store. Both throw
 * UnavailableError while the store is away.
 */
export type LifeSigns = {
  /** Undefined before anybody ever did. */
  last(): Promise<Date | undefined>
  /** Somebody looks at this moment. It never goes back. */
  beat(at: Date): Promise<void>
}
