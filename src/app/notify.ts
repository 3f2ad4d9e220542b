import { createLeftOut, type LeftOutAlerts } from '../alerts/left-out.ts'
import type { AlertBook } from '../core/alert.ts'
import type { AuditLog } from '../core/audit.ts'
import { fingerprint } from '../core/canonical.ts'
import type { Clusters } from '../core/cluster.ts'
import type { Messenger, Outbox } from '../core/delivery.ts'
import type { Handover } from '../core/handover.ts'
import type { HeldBack } from '../core/held-back.ts'
import type { LifeSigns } from '../core/incidents/life-signs.ts'
import type { IncidentBook } from '../core/incidents/incident-book.ts'
import type { KnownTables } from '../core/known/known-tables.ts'
import { withKnownReads } from '../core/known/known-reads.ts'
import type { Seams } from '../core/seams.ts'
import type { Service } from '../core/service.ts'
import type { Trail } from '../core/trail.ts'
import { createKnownTables } from '../kube/known/known-tables.ts'
import { createNotifications, noDesk, type Notifications } from '../notify/notifications.ts'
import { createIntakes } from './alerts.ts'
import { createGroup } from './group.ts'
import { meteredLeftOut } from './metrics/metered-alerts.ts'
import type { Setup } from './setup.ts'
import { watchedFor } from './watched-for.ts'
import { createWatchers, type Watcher } from './watchers.ts'

type Parts = Seams & {
  readonly version: string
  readonly clusters: Clusters
  readonly audit: AuditLog
  readonly trail: Trail
  readonly messenger: Messenger
  readonly outbox: Outbox
  readonly incidentBook: IncidentBook
  readonly alertBook: AlertBook
  readonly life: LifeSigns
  readonly eventsHeldBack: (now: Date) => HeldBack | undefined
}

type Told = Pick<Notifications, 'desk'> &
  Partial<Pick<Notifications, 'report' | 'unwell' | 'keepAlerts'>> & {
    readonly watchers: readonly Watcher[]
    readonly services: readonly Service[]
    /** What is watched, as tables: it stands in for a cluster that does not answer. */
    readonly known: KnownTables
  }

/** What is told without being asked, by the settings of the moment. */
export type Notifying = {
  now(): Told
  readonly service: Service
  /** Keeps the watches of every cluster whose settings are the same. Throws ConfigError. */
  follow(next: Setup): Promise<Handover | undefined>
}

export function createNotifying(given: Parts, first: Setup): Notifying {
  const leftOut = meteredLeftOut(createLeftOut(), given.meter)
  const parts = { ...given, leftOut }
  const keep: AlertBook['keep'] = async (alerts) => told.keepAlerts?.(alerts)
  const intakes = createIntakes({ ...parts, keep }, first)
  let told = tell(parts, { setup: first, before: [] })
  let key = keyOf(first, told)
  const group = createGroup('notifications', [...told.services, ...intakes.now()])
  return {
    now: () => told,
    service: group,
    async follow(setup) {
      const intake = await intakes.follow(setup)
      const next = tell(parts, { setup, before: told.watchers })
      const nextKey = keyOf(setup, next)
      const isNew = nextKey !== key
      if (!isNew && !intake) return undefined
      const fresh = next.watchers.filter((one) => !told.watchers.includes(one))
      return {
        what: [...(isNew ? ['notifications begun anew'] : []), ...(intake?.what ?? [])],
        commit() {
          intake?.commit()
          if (isNew) [told, key] = [next, nextKey]
        },
        settle: () => group.become([...told.services, ...intakes.now()]),
        async abandon() {
          await intake?.abandon?.()
          for (const { watching } of fresh) await watching.stop()
        },
      }
    },
  }
}

/** Whatever they are built from: where it is the same, they may go on. */
const keyOf = ({ config: { notifications, slack } }: Setup, { watchers }: Told): string =>
  fingerprint({ notifications, admin: slack.adminChannel, keys: watchers.map((one) => one.key) })

type Telling = Parts & { readonly leftOut: LeftOutAlerts }

type Wanted = { readonly setup: Setup; readonly before: readonly Watcher[] }

/** Nothing is watched where nobody is told. */
function tell(parts: Telling, { setup, before }: Wanted): Told {
  const { config } = setup
  const settings = config.notifications
  if (!settings) return { desk: noDesk, services: [], watchers: [], known: NOTHING_KNOWN }
  const { keepings, ...looking } = watchedFor(settings)
  const { namespaces, alertmanager } = settings
  const watchers = createWatchers({ ...parts, keepings, namespaces }, setup, before)
  const watchings = watchers.map(({ watching }) => watching)
  const known = createKnownTables(watchings, parts)
  const { services, ...built } = createNotifications({
    ...parts,
    clusters: withKnownReads(parts.clusters, { known, clock: parts.clock }),
    book: parts.incidentBook,
    settings,
    ...looking,
    watchings,
    adminChannel: config.slack.adminChannel,
    readers: watchings.map(({ reader }) => reader),
    alerts: alertmanager && { book: parts.alertBook, settings: alertmanager },
    alertsLeftOut: parts.leftOut.recent,
    eventsHeldBack: parts.eventsHeldBack,
  })
  return { ...built, watchers, known, services: [...watchings, ...services] }
}

const NOTHING_KNOWN: KnownTables = { table: () => undefined }
