import type { AuditEntry } from '../audit.ts'
import type { Delivery, Withdrawal } from '../delivery.ts'
import type { Incident, Mute } from './incident.ts'

/** One incident's next state. `expected` is the version it must still have; `new` puts it in. */
export type IncidentWrite = { readonly expected: number | 'new'; readonly next: Incident }

/** What happens together or not at all: incidents' next states, mutes, and the messages that tell of them. */
export type IncidentStep = {
  readonly incidents: readonly IncidentWrite[]
  readonly deliveries: readonly Delivery[]
  /** Messages that nobody may have been shown yet, which these deliveries tell of instead. */
  readonly withdrawals?: readonly Withdrawal[]
  readonly mutes?: readonly Mute[]
  /** Ids of mutes that are lifted. */
  readonly lifted?: readonly string[]
  /** What people did goes on the audit trail with it. */
  readonly records?: readonly AuditEntry[]
}

/** Port: incidents in the store. All throw UnavailableError while the store is away. */
export type IncidentBook = {
  find(id: string): Promise<Incident | undefined>
  /**
   * Those that are open, those resolved since then or whose end quiet hours keep back, and all that share a digest with
   * an open one. Oldest first.
   */
  list(since: Date): Promise<readonly Incident[]>
  /** Those that are not over by then. */
  mutes(at: Date): Promise<readonly Mute[]>
  /**
   * All or nothing, durable when it resolves. `stale`: one is no longer as expected, its key is open already, or what is
   * withdrawn was shown or is being brought to Slack.
   */
  commit(step: IncidentStep): Promise<'done' | 'stale'>
}
