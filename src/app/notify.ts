import type { Config } from '../config/load.ts'
import { alertIntake } from './alerts.ts'
import { createLeftOut } from '../alerts/left-out.ts'
import type { AlertBook } from '../core/alert.ts'
import type { Identify } from '../core/actor.ts'
import type { AuditLog } from '../core/audit.ts'
import type { Clusters } from '../core/cluster.ts'
import type { Messenger, Outbox } from '../core/delivery.ts'
import type { LifeSigns } from '../core/incidents/life-signs.ts'
import type { IncidentBook } from '../core/incidents/incident-book.ts'
import type { Judge } from '../core/judge.ts'
import { withKnownReads } from '../core/known/known-reads.ts'
import type { Seams } from '../core/seams.ts'
import type { Service } from '../core/service.ts'
import type { Trail } from '../core/trail.ts'
import { createKnownTables } from '../kube/known/known-tables.ts'
import { createWatching, type WatchingParts } from '../kube/watch/watching.ts'
import { createNotifications, noDesk, type Notifications } from '../notify/notifications.ts'
import { watchedFor } from './watched-for.ts'

type Parts = Seams &
  Pick<WatchingParts, 'env' | 'version'> & {
    readonly config: Config
    readonly clusters: Clusters
    readonly judge: Judge
    readonly identify: Identify
    readonly audit: AuditLog
    readonly trail: Trail
    readonly messenger: Messenger
    readonly outbox: Outbox
    readonly incidentBook: IncidentBook
    readonly alertBook: AlertBook
    readonly life: LifeSigns
  }

type Built = Pick<Notifications, 'desk'> &
  Partial<Pick<Notifications, 'report' | 'unwell'>> & {
    readonly services: readonly Service[]
    /** The clusters for those who only look: what is watched stands in for one that does not answer. */
    readonly readable: Clusters
  }

/** What is told without being asked: nothing is watched where nobody is told. */
export function buildNotifications(parts: Parts): Built {
  const { config, incidentBook: book } = parts
  const settings = config.notifications
  if (!settings) return { desk: noDesk, services: [], readable: parts.clusters }
  const { keepings, ...looking } = watchedFor(settings)
  const { namespaces } = settings
  const watchings = config.clusters.flatMap((cluster) =>
    orNone(parts, cluster.name, () => createWatching(cluster, { ...parts, keepings, namespaces })),
  )
  const known = createKnownTables(watchings, parts)
  const readable = withKnownReads(parts.clusters, { known, clock: parts.clock })
  const { alertmanager } = settings
  const leftOut = createLeftOut()
  const { services, keepAlerts, ...built } = createNotifications({
    ...parts,
    clusters: readable,
    book,
    settings,
    ...looking,
    watchings,
    adminChannel: config.slack.adminChannel,
    readers: watchings.map(({ reader }) => reader),
    alerts: alertmanager && { book: parts.alertBook, settings: alertmanager },
    alertsLeftOut: leftOut.recent,
  })
  const intake = alertmanager ? [alertIntake(alertmanager, keepAlerts, { ...parts, leftOut })] : []
  return { ...built, readable, services: [...watchings, ...services, ...intake] }
}

/** One cluster that cannot be set up must not keep the others from being watched. */
function orNone<T>({ log }: Pick<Parts, 'log'>, cluster: string, create: () => T): T[] {
  try {
    return [create()]
  } catch (error) {
    log.error({ err: error, cluster }, 'a cluster cannot be watched')
    return []
  }
}
