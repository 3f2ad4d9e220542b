import type { ClusterInfo } from '../../core/cluster.ts'
import type { Messenger } from '../../core/delivery.ts'
import type { Sign } from '../incidents/sign.ts'
import type { Placed } from '../incidents/world.ts'
import { chooseRoutes } from './choose-route.ts'
import { routingFacts, type RoutingSettings } from './routed.ts'

type Routing = {
  readonly clusters: readonly ClusterInfo[]
  readonly settings: RoutingSettings
}

/** Where a trouble is told, by the routes, and of which cluster it is. */
export function placeSign(sign: Sign, { clusters, settings }: Routing): Placed {
  const { cluster, finding, metadata } = sign
  const { about, severity, detector, cause, diagnosis } = finding
  const routing = routingFacts(metadata, settings)
  const mode = diagnosis && { mode: diagnosis.mode }
  const routed = { ...routing, cluster, about, severity, detector, cause, ...mode }
  const { places } = chooseRoutes(routed, settings)
  const [first, ...others] = places
  return {
    scope: scopeOf(cluster, clusters),
    ...first,
    ...(others.length > 0 && { also: others.map((place) => ({ ...place, told: false })) }),
    routing,
  }
}

export type AdminPlaces = {
  readonly clusters: readonly ClusterInfo[]
  readonly settings: { readonly channel: string }
  /** Channel id where the bot tells of its own troubles; default: where everything goes that no route takes. */
  readonly adminChannel?: string | undefined
  readonly messenger: Pick<Messenger, 'channels'>
}

/** The admins' channel; where that takes nothing, the one that everything else goes to. Routes are for what is watched. */
export function placeForAdmins({ cluster }: Sign, places: AdminPlaces): Placed {
  const { clusters, settings, adminChannel, messenger } = places
  const isRefused = messenger
    .channels()
    .some(({ channel, refused }) => refused !== undefined && channel === adminChannel)
  const isTold = adminChannel !== undefined && !isRefused
  return {
    scope: scopeOf(cluster, clusters),
    channel: isTold ? adminChannel : settings.channel,
    route: isTold ? 'here for the admins' : 'here for want of an admin channel',
  }
}

function scopeOf(cluster: string, clusters: readonly ClusterInfo[]): Placed['scope'] {
  const { environment = 'unknown', production = false } =
    clusters.find((one) => one.cluster === cluster) ?? {}
  return { cluster, environment, production }
}
