import type { Identify } from '../../core/actor.ts'
import type { Messenger, Outbox } from '../../core/delivery.ts'
import type { Voter } from '../../core/held/held-plan.ts'
import type { Clock, Ids, Log } from '../../core/seams.ts'
import type { Trail } from '../../core/trail.ts'
import type { Watching } from '../../core/watched.ts'
import type { Ledger } from '../ledger.ts'
import type { RoutingSettings } from '../routes/routed.ts'
import type { Asking, Gate, GateParts } from './who-may.ts'

export type DeskParts = GateParts & {
  readonly ledger: Ledger
  readonly clock: Clock
  readonly ids: Ids
  readonly messenger: Pick<Messenger, 'wake'>
  readonly identify: Identify
  /** For refusals; what is done is on record with the step that does it. */
  readonly trail: Trail
  readonly log: Log
  readonly settings: RoutingSettings
  readonly outbox: Pick<Outbox, 'keyAt'>
  readonly watchings: readonly Pick<Watching, 'cluster' | 'look'>[]
  /** An incident or a mute was changed: the engine looks. */
  readonly wake: () => void
}

/** The one who asks, with what they may do. */
export type Person = {
  readonly asking: Asking
  readonly gate: Gate
  readonly by: Voter
}

export type AtDesk = DeskParts & Person
