import type { Severity, Subject } from '../../core/finding.ts'
import type { ChannelWish, RoutingFacts } from '../../core/incidents/incident.ts'
import type { Metadata } from '../incidents/sign.ts'
import type { NotificationSettings } from '../settings.ts'
import { CHANNEL_KEY } from './object-channel.ts'

export type RoutingSettings = Pick<NotificationSettings, 'routes' | 'channel'> &
  Partial<Pick<NotificationSettings, 'quietHours' | 'objectChannels'>>

/** What routes look at. */
export type Routed = RoutingFacts & {
  readonly cluster: string
  readonly about: Pick<Subject, 'namespace'>
  readonly severity: Severity
  readonly detector: string
  readonly cause: string
  /** The known failure mode, where the facts fit one. */
  readonly mode?: string
}

const LONGEST_VALUE = 253

/** Of an object and its namespace, what some route looks at: the rest need not be remembered. */
export function routingFacts(
  { labels, annotations, namespace }: Metadata,
  { routes }: RoutingSettings,
): RoutingFacts {
  const wish = wishOf(annotations[CHANNEL_KEY], namespace)
  return {
    labels: pick(labels, new Set(routes.flatMap((route) => Object.keys(route.labels ?? {})))),
    annotations: pick(
      annotations,
      new Set(routes.flatMap((route) => Object.keys(route.annotations ?? {}))),
    ),
    ...(wish && { wish }),
  }
}

/** The object's own word goes before that of its namespace. */
function wishOf(
  own: string | undefined,
  namespace: Metadata['namespace'],
): ChannelWish | undefined {
  if (own !== undefined) return { channel: cut(own), by: 'object' }
  const named = namespace?.annotations[CHANNEL_KEY] ?? namespace?.labels[CHANNEL_KEY]
  return named === undefined ? undefined : { channel: cut(named), by: 'namespace' }
}

const pick = (all: Readonly<Record<string, string>>, keys: ReadonlySet<string>) =>
  Object.fromEntries(
    Object.entries(all).flatMap(([key, value]) =>
      keys.has(key) ? [[key, cut(value)] as const] : [],
    ),
  )

const cut = (value: string): string => value.slice(0, LONGEST_VALUE)
