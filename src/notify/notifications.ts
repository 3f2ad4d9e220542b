import { UsageError } from '../core/errors.ts'
import type { ChangeReader } from '../core/incidents/seen-change.ts'
import type { IncidentBook } from '../core/incidents/incident-book.ts'
import type { IncidentDesk } from '../core/incidents/incident-desk.ts'
import type { Service } from '../core/service.ts'
import { text } from '../core/text.ts'
import { createChangeFeed } from './changes/change-feed.ts'
import { createChangeLog } from './changes/change-log.ts'
import { createDesk } from './desk/desk.ts'
import type { DeskParts } from './desk/desk-parts.ts'
import { createDetails } from './details/details.ts'
import type { GatherParts } from './details/gather.ts'
import { createEngine, type Engine, type EngineParts } from './engine.ts'
import { createLedger } from './ledger.ts'
import type { NotificationSettings } from './settings.ts'
import type { Asking, GateParts } from './desk/who-may.ts'

type Parts = Omit<EngineParts, 'ledger' | 'clusters'> &
  Omit<GateParts, 'judge'> &
  Pick<DeskParts, 'trail' | 'outbox'> &
  Pick<GatherParts, 'readers' | 'audit'> & {
    readonly book: IncidentBook
    readonly settings: Pick<NotificationSettings, 'changes'>
    readonly changeReaders: readonly ChangeReader[]
  }

/** Who somebody is, and what they may do. */
export type DeskRules = Pick<DeskParts, 'judge' | 'identify'>

export type Notifications = {
  readonly services: readonly Service[]
  /** What one person may do with incidents by these rules, for one request. */
  desk(asking: Asking, rules: DeskRules): IncidentDesk
  /** What an Alertmanager says; durable when it resolves. Throws UnavailableError while the store is away. */
  readonly keepAlerts: Engine['keepAlerts']
  report: Engine['report']
  unwell: Engine['unwell']
}

/** Watches, tells, and answers about what it told. */
export function createNotifications(parts: Parts): Notifications {
  const ledger = createLedger(parts.book, parts.clock)
  const clusters = parts.clusters.infos
  const wanted = parts.settings.changes
  const feed = wanted && createChangeFeed({ ...parts, clusters, ledger, wanted })
  const changes = createChangeLog({
    ...parts,
    readers: parts.changeReaders,
    ...(feed && { onSeen: feed.add }),
  })
  const details = createDetails({ ...parts, ledger, changes })
  const engine = createEngine({ ...parts, clusters, ledger, onTold: details.wake })
  const shared = { ...parts, ledger, wake: engine.wake }
  return {
    services: [...(feed ? [feed] : []), changes, engine, details],
    desk: (asking, rules) => createDesk(asking, { ...shared, ...rules }),
    keepAlerts: engine.keepAlerts,
    report: engine.report,
    unwell: engine.unwell,
  }
}

/** The desk where no notifications are configured. */
export function noDesk(): IncidentDesk {
  const refuse = () =>
    Promise.reject(
      new UsageError(
        'no-notifications',
        text`Nothing is watched: no notifications are configured.`,
        {
          hint: text`An operator adds notifications to the configuration.`,
        },
      ),
    )
  return {
    list: refuse,
    show: refuse,
    actions: refuse,
    why: (id) => (id === undefined ? Promise.resolve(undefined) : refuse()),
    acknowledge: refuse,
    assign: refuse,
    unassign: refuse,
    mute: refuse,
    mutes: refuse,
    unmute: refuse,
  }
}
