import type { ClusterInfo } from '../../core/cluster.ts'
import type { Sign } from '../incidents/sign.ts'
import type { Placed } from '../incidents/world.ts'
import { chooseRoutes } from './choose-route.ts'
import { routingFacts, type RoutingSettings } from './routed.ts'

type Around = {
  readonly clusters: readonly ClusterInfo[]
  readonly settings: RoutingSettings
}

/** Where a trouble is told, and of which cluster it is. */
export function placeSign(
  { cluster, finding, metadata }: Sign,
  { clusters, settings }: Around,
): Placed {
  const info = clusters.find((one) => one.cluster === cluster)
  const { environment = 'unknown', production = false } = info ?? {}
  const { about, severity, detector, cause, diagnosis } = finding
  const routing = routingFacts(metadata, settings)
  const mode = diagnosis && { mode: diagnosis.mode }
  const routed = { ...routing, cluster, about, severity, detector, cause, ...mode }
  const { places } = chooseRoutes(routed, settings)
  const [first, ...others] = places
  return {
    scope: { cluster, environment, production },
    ...first,
    ...(others.length > 0 && { also: others.map((place) => ({ ...place, told: false })) }),
    routing,
  }
}
