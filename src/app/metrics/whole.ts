import type { Clusters } from '../../core/cluster.ts'
import type { Configuration } from '../../core/configuration.ts'
import type { Meter } from '../../core/meter.ts'
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
  readonly configuration: Configuration
}

/** How the whole is, read when somebody asks. */
export function meterWhole(whole: Whole, meter: Meter): void {
  const { services, clusters, deadman, version, configuration } = whole
  meterConfiguration(configuration, meter)
  meterClusters(clusters, meter)
  meterDeadman(() => deadman.now()?.state(), meter)
  meterReadiness(services, { meter, version })
}
