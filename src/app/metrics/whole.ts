import type { Clusters } from '../../core/cluster.ts'
import type { Meter } from '../../core/meter.ts'
import type { Clock } from '../../core/seams.ts'
import type { Service } from '../../core/service.ts'
import type { Deadman } from '../../telemetry/deadman.ts'
import { meterClusters } from './clusters-seen.ts'
import { meterConfiguration } from './configuration.ts'
import { meterDeadman, meterReadiness } from './readiness.ts'

type Whole = {
  readonly clusters: Pick<Clusters, 'health'>
  readonly deadman: { now(): Deadman | undefined }
  readonly services: readonly Service[]
  readonly version: string
  readonly clock: Clock
}

/** How the whole is, read when somebody asks. */
export function meterWhole(whole: Whole, meter: Meter): void {
  const { services, clusters, deadman, version, clock } = whole
  const since = clock.now()
  meterConfiguration(() => ({ since }), meter)
  meterClusters(clusters, meter)
  meterDeadman(() => deadman.now()?.state(), meter)
  meterReadiness(services, { meter, version })
}
