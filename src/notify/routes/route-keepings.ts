import type { Detector } from '../../core/finding.ts'
import type { Keeping } from '../../core/watched.ts'
import { CHANNEL_KEY } from './object-channel.ts'
import type { RoutingSettings } from './routed.ts'

/** What routes want kept of the kinds that are told about, and of namespaces where these may name a channel. */
export function routeKeepings(
  { routes }: Pick<RoutingSettings, 'routes'>,
  detectors: readonly Pick<Detector, 'keeps'>[],
): readonly Keeping[] {
  const asksObjects = routes.some(({ channelFrom }) => channelFrom === 'object')
  const named = routes.flatMap(({ annotations = {} }) => Object.keys(annotations))
  const annotations = [...new Set([...named, ...(asksObjects ? [CHANNEL_KEY] : [])])]
  if (annotations.length === 0) return []
  const kinds = detectors.flatMap(({ keeps }) => keeps)
  return [
    ...kinds.map(({ group, resource }) => ({ group, resource, paths: [], annotations })),
    ...(asksObjects ? [NAMESPACES] : []),
  ]
}

const NAMESPACES: Keeping = {
  group: '',
  resource: 'namespaces',
  paths: [],
  annotations: [CHANNEL_KEY],
}
