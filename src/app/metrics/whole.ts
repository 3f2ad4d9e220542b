import type { Clusters } from '../../core/cluster.ts'
import type { Meter } from '../../core/meter.ts'
import type { Service } from '../../core/service.ts'
import type { Deadman } from '../../telemetry/deadman.ts'
import { meterClusters } from './clusters-seen.ts'
import { meterDeadman, meterReadiness } from './readiness.ts'

type Whole = {
  readonly clusters: Pick<Clusters, 'health'>
  readonly deadman: { now(): Deadman | undefined }
  readonly services: readonly Service[]
  readonly version: string
}

/** How the whole is, read when somebody asks. */
export function meterWhole({ services, clusters, deadman, version }: Whole, meter: Meter): void {
  meterClusters(clusters, meter)
  meterDeadman(() => deadman.now()?.state(), meter)
  meterReadiness(services, { meter, version })
}
