import type { Resources } from '../kinds/resources.ts'
import type { Pace } from '../pace.ts'
import type { Catalog } from '../rest/catalog.ts'
import type { Ledger } from '../storage/ledger.ts'
import type { Recorder } from './event-recorder.ts'

/** What every controller works with. */
export type World = {
  readonly resources: Resources
  readonly catalog: Catalog
  readonly ledger: Ledger
  readonly pace: Pace
  readonly events: Recorder
}
