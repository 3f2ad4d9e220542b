/**
 * One part's move to changed settings. What it takes is built and proven beside what runs; then all parts take over
 * together, or none does.
 */
export type Handover = {
  /** What it comes to, for people: `cluster dev: added`. Never a secret. */
  readonly what: readonly string[]
  /** Takes over, at once. Cannot fail. */
  commit(): void
  /** Every part took over: lets go of what was before. What goes wrong here is logged, nothing is taken back. */
  settle?(): Promise<void>
  /** Another part refused: lets go of what was built. */
  abandon?(): Promise<void>
}
