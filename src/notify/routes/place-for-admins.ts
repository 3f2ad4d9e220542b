import type { ClusterInfo } from '../../core/cluster.ts'
import type { Messenger } from '../../core/delivery.ts'
import type { Sign } from '../incidents/sign.ts'
import type { Placed } from '../incidents/world.ts'

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
  const info = clusters.find((one) => one.cluster === cluster)
  const { environment = 'unknown', production = false } = info ?? {}
  const isRefused = messenger
    .channels()
    .some(({ channel, refused }) => refused !== undefined && channel === adminChannel)
  const isTold = adminChannel !== undefined && !isRefused
  return {
    scope: { cluster, environment, production },
    channel: isTold ? adminChannel : settings.channel,
    route: isTold ? 'here for the admins' : 'here for want of an admin channel',
  }
}
