import { onTestFinished } from 'vitest'
import type { Outbox } from '../../src/core/delivery.ts'
import type { ConditionFailures } from '../../src/core/conditions/condition.ts'
import type { Detector, Severity } from '../../src/core/finding.ts'
import type { LifeSigns } from '../../src/core/incidents/life-signs.ts'
import { plain, text } from '../../src/core/text.ts'
import type { View } from '../../src/core/view.ts'
import type { Watched } from '../../src/core/watched.ts'
import { createEngine } from '../../src/notify/engine.ts'
import { createLedger } from '../../src/notify/ledger.ts'
import type { NotificationSettings } from '../../src/notify/settings.ts'
import { AlertmanagerSettings } from '../../src/notify/alerts/settings.ts'
import type { LeftOut } from '../../src/core/alert.ts'
import type { MemoryAlerts } from './memory-alerts.ts'
import type { HeldBack } from '../../src/core/held-back.ts'
import { fakeClock, type FakeClock } from './fake-clock.ts'
import { fakeLog } from './fake-log.ts'
import { fakeMessenger } from './fake-messenger.ts'
import { type FakeWatching, fakeWatching } from './fake-watching.ts'
import { memoryLife } from './memory-life.ts'
import { memoryIncidents, type MemoryIncidents } from './memory-incidents.ts'
import { noMeter } from '../../src/core/meter.ts'
import { noTracer } from '../../src/core/tracer.ts'

export const HOLD_MS = 20_000
export const CLEAR_MS = 60_000

/** A pod that is told about its deployment; `wrong` is what is wrong with it. */
export const pod = (name: string, wrong?: string, more: Partial<Watched> = {}): Watched => ({
  group: '',
  resource: 'pods',
  uid: `uid-${name}`,
  name,
  namespace: 'shop',
  resourceVersion: '1',
  createdAt: '2026-03-02T09:00:00Z',
  labels: { app: 'web' },
  annotations: {},
  owners: [{ group: 'apps', kind: 'Deployment', name: 'web', uid: 'uid-web', controller: true }],
  body: wrong === undefined ? {} : { wrong },
  ...more,
})

/** A pod of a deployment of its own name. */
export const loner = (name: string, wrong?: string): Watched =>
  pod(`${name}-1`, wrong, {
    owners: [{ group: 'apps', kind: 'Deployment', name, uid: `uid-${name}`, controller: true }],
  })

export const node = (name: string, pods?: readonly string[]): Watched => ({
  ...pod(name),
  resource: 'nodes',
  uid: `uid-${name}`,
  owners: [],
  body: pods ? { pods } : {},
})

const severityOf = (wrong: string): Severity => (wrong.includes('badly') ? 'critical' : 'warning')

export const crashes: Detector = {
  id: 'crash-loop',
  summary: 'Pods that crash.',
  resource: 'pods',
  keeps: [],
  severity: 'warning',
  holdMs: HOLD_MS,
  clearMs: CLEAR_MS,
  nextStep: 'Read the logs.',
  look: ({ body, uid, name, owners }) => {
    const wrong = body['wrong']
    const [owner] = owners
    if (typeof wrong !== 'string' || !owner) return []
    const place = { namespace: 'shop' }
    return [
      {
        detector: 'crash-loop',
        severity: severityOf(wrong),
        subject: { group: '', resource: 'pods', kind: 'Pod', name, uid, ...place },
        about: {
          group: 'apps',
          resource: 'deployments',
          kind: 'Deployment',
          name: owner.name,
          uid: owner.uid,
          ...place,
        },
        cause: 'crash-loop',
        summary: text`crashes (${wrong})`,
        evidence: [text`exit 1`],
      },
    ]
  },
}

export const nodeLost: Detector = {
  ...crashes,
  id: 'node-not-ready',
  resource: 'nodes',
  holdMs: 0,
  look: ({ body, uid, name }) => {
    const { pods } = body
    if (!Array.isArray(pods)) return []
    const subject = { group: '', resource: 'nodes', kind: 'Node', name, uid }
    return [
      {
        detector: 'node-not-ready',
        severity: 'critical',
        subject,
        about: subject,
        cause: 'node-not-ready',
        summary: text`is not ready`,
        evidence: [],
        explains: pods.map((one) => `uid-${String(one)}`),
      },
    ]
  },
}

type Options = {
  readonly book?: MemoryIncidents
  readonly clock?: FakeClock
  readonly watching?: FakeWatching
  readonly settings?: Partial<NotificationSettings>
  readonly detectors?: readonly Detector[]
  readonly synced?: boolean
  readonly life?: LifeSigns
  readonly outbox?: Pick<Outbox, 'backlog'>
  readonly adminChannel?: string
  readonly wanted?: readonly string[]
  /** An Alertmanager is listened to; its alerts are kept there. */
  readonly alerts?: MemoryAlerts
  readonly alertmanager?: Partial<AlertmanagerSettings>
  readonly alertsLeftOut?: (now: Date) => readonly LeftOut[]
  readonly eventsHeldBack?: (now: Date) => HeldBack | undefined
  readonly conditionFailures?: ConditionFailures
}

/** The engine on a fake cluster, with a clock that stands still. */
export async function incidentStage(options: Options = {}) {
  const { book = memoryIncidents(), clock = fakeClock(), watching = fakeWatching() } = options
  const { life = memoryLife() } = options
  const messenger = fakeMessenger()
  const log = fakeLog()
  const ids = { short: () => `i${String(++lastId).padStart(7, '0')}`, opaque: () => 'opaque' }
  const ledger = createLedger(book, clock)
  const engine = createEngine({
    meter: noMeter,
    clock,
    log,
    ids,
    tracer: noTracer,
    messenger,
    ledger,
    life,
    outbox: {
      backlog: async () => ({ waiting: 0 }),
      ...options.outbox,
      unshown: (keys) => book.unshown(keys),
    },
    adminChannel: options.adminChannel,
    wanted: new Set(options.wanted),
    conditionFailures: options.conditionFailures ?? (() => []),
    settings: { channel: 'COPS', routes: [], ...options.settings },
    detectors: options.detectors ?? [crashes, nodeLost],
    watchings: [watching],
    alertsLeftOut: options.alertsLeftOut,
    eventsHeldBack: options.eventsHeldBack,
    ...(options.alerts && {
      alerts: {
        book: options.alerts,
        settings: { ...AlertmanagerSettings.parse({}), ...options.alertmanager },
      },
    }),
    clusters: [{ cluster: 'prod-eu', environment: 'production', production: true }],
  })
  await engine.start()
  let isStopped = false
  const stop = async () => {
    if (isStopped) return
    isStopped = true
    const stopped = engine.stop()
    await clock.advance(1000)
    await stopped
  }
  onTestFinished(stop)
  if (options.synced !== false) watching.sync()
  await clock.advance(500)
  return {
    book,
    clock,
    watching,
    watchings: [watching],
    messenger,
    log,
    ids,
    ledger,
    life,
    engine,
    stop,
  }
}

let lastId = 0

/** What a message says, in plain words. */
export const words = (view: View | undefined): string => {
  if (!view) return ''
  const parts = view.parts.flatMap((part) => {
    if (part.part === 'fields')
      return part.fields.map(({ name, value }) => `${name}: ${plain(value)}`)
    if (part.part === 'table') return part.table.rows.map((row) => row.join(' '))
    return 'text' in part ? [plain(part.text)] : []
  })
  return [`${view.tone}: ${plain(view.title)}`, ...parts, plain(view.footer ?? [])].join('\n')
}
