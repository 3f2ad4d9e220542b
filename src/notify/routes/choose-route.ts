import type { Severity, Subject } from '../../core/finding.ts'
import { matchesAny, matchesGlob } from '../../core/glob.ts'
import type { NotificationSettings, Route } from '../settings.ts'

/** What routes look at. */
export type Routed = {
  readonly cluster: string
  readonly about: Subject
  readonly severity: Severity
  readonly detector: string
  readonly labels: Readonly<Record<string, string>>
}

/** Where it is told, and which route says so: the first that fits. */
export function chooseRoute(
  routed: Routed,
  { routes, channel }: Pick<NotificationSettings, 'routes' | 'channel'>,
): { readonly channel: string; readonly route: string } {
  const at = routes.findIndex((route) => fits(route, routed))
  const route = routes[at]
  if (!route) return { channel, route: 'here by default: no route fits' }
  return { channel: route.channel, route: `here by route ${route.name ?? at + 1}` }
}

function fits(route: Route, { cluster, about, severity, detector, labels }: Routed): boolean {
  const { namespace } = about
  return (
    (route.clusters === undefined || matchesAny(route.clusters, cluster)) &&
    (route.namespaces === undefined ||
      (namespace !== undefined && matchesAny(route.namespaces, namespace))) &&
    (route.severities?.includes(severity) ?? true) &&
    (route.detectors === undefined || matchesAny(route.detectors, detector)) &&
    Object.entries(route.labels ?? {}).every(([key, pattern]) => {
      const value = labels[key]
      return value !== undefined && matchesGlob(pattern, value)
    })
  )
}
