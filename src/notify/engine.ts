import type { ClusterInfo } from '../core/cluster.ts'
import type { Messenger } from '../core/delivery.ts'
import type { Detector } from '../core/finding.ts'
import type { Incident } from '../core/incidents/incident.ts'
import type { Seams } from '../core/seams.ts'
import type { Service } from '../core/service.ts'
import type { Watching } from '../core/watched.ts'
import type { Ledger } from './ledger.ts'
import { createLookout, type Lookout } from './lookout/lookout.ts'
import { revisionOf } from './incidents/face.ts'
import { reconcile, type Reconciled } from './incidents/reconcile.ts'
import { createSigns } from './incidents/signs.ts'
import { tell } from './cards/tell.ts'
import { createTurning, LONGEST_PAUSE_MS } from './turning.ts'
import type { World } from './incidents/world.ts'
import { placeSign } from './routes/place-sign.ts'
import { createRouteTimes, type RouteTimes } from './routes/route-times.ts'
import type { RoutingSettings } from './routes/routed.ts'

export type EngineParts = Seams & {
  readonly settings: RoutingSettings
  readonly detectors: readonly Detector[]
  /** One for each cluster. */
  readonly watchings: readonly Watching[]
  readonly clusters: readonly ClusterInfo[]
  readonly ledger: Ledger
  readonly messenger: Pick<Messenger, 'wake'>
}

/** Findings to incidents to messages, for as long as the process runs. */
export type Engine = Service & {
  /** An incident or a mute was changed by somebody: look now. */
  wake(): void
}

/** What one step of the store takes; the rest comes in the next. */
const AT_ONCE = 100

export function createEngine(parts: EngineParts): Engine {
  const { clock, ledger } = parts
  const signs = createSigns()
  const covering = createCovering()
  const times = createRouteTimes(parts.settings)
  const turn = async (): Promise<number> => {
    await ledger.load()
    const now = clock.now()
    const result = reconcile(worldOf({ now, signs, lookouts, covering, times }, parts))
    covering.note(result.covered, now)
    if (isNews(result)) return write(result, parts)
    return result.dueAt ? result.dueAt.getTime() - now.getTime() : LONGEST_PAUSE_MS
  }
  const turning = createTurning(turn, parts)
  const lookouts = parts.watchings.map((watching) =>
    createLookout({ ...parts, watching, signs, onNews: turning.wake }),
  )
  return {
    name: 'notifications',
    start: async () => {
      for (const lookout of lookouts) lookout.start()
      turning.start()
    },
    stop: async () => {
      for (const lookout of lookouts) lookout.stop()
      await turning.stop()
    },
    unready: () => undefined,
    wake: turning.wake,
  }
}

const isNews = ({ changes, mutes }: Reconciled) =>
  changes.length + mutes.put.length + mutes.lifted.length > 0

/** Makes the first changes. Zero: look again at once, whatever came of it. */
async function write({ changes, mutes }: Reconciled, parts: EngineParts): Promise<number> {
  const { ledger, messenger } = parts
  const some = changes.slice(0, AT_ONCE)
  await ledger.commit({
    incidents: some.map(({ before, next }) => ({ expected: before?.version ?? 'new', next })),
    deliveries: tell(some, ledger.incidents()),
    mutes: mutes.put,
    lifted: mutes.lifted,
  })
  messenger.wake()
  return 0
}

type Around = {
  readonly now: Date
  readonly signs: ReturnType<typeof createSigns>
  readonly lookouts: readonly Lookout[]
  readonly covering: Covering
  readonly times: RouteTimes
}

function worldOf({ now, signs, lookouts, covering, times }: Around, parts: EngineParts): World {
  const { ledger, detectors, ids, watchings } = parts
  const ready = new Set(lookouts.flatMap((one) => (one.readySince() ? [one.cluster] : [])))
  const lookoutOf = ({ scope }: Incident) =>
    lookouts.find(({ cluster }) => cluster === scope.cluster)
  const clearMs = ({ detector }: Incident) =>
    detectors.find(({ id }) => id === detector)?.clearMs ?? 0
  return {
    now,
    signs: signs.live().filter(({ cluster }) => ready.has(cluster)),
    incidents: ledger.incidents(),
    mutes: ledger.mutes(),
    isBlind: (incident) => lookoutOf(incident)?.isBlind(incident.detector) ?? true,
    goneSince: (incident) =>
      signs.goneSince(incident.key) ?? lookoutOf(incident)?.readySince() ?? now,
    endedUnseen: ({ key }) => signs.goneSince(key) === undefined,
    clearMs,
    coveredUntil: (key) => covering.until(key, now),
    revisionOf: (incident) => revisionOf(incident, watchings),
    place: (sign) => placeSign(sign, parts),
    quietNow: (route) => times.quiet(route, now),
    escalation: times.escalation,
    newId: () => ids.short(),
  }
}

type Covering = ReturnType<typeof createCovering>

/** Remembers until when another incident told of a trouble: its hold begins anew then. */
function createCovering() {
  let covered: ReadonlySet<string> = new Set()
  const ended = new Map<string, Date>()
  return {
    note(next: ReadonlySet<string>, now: Date) {
      for (const key of covered) if (!next.has(key)) ended.set(key, now)
      for (const [key, at] of ended) if (now.getTime() - at.getTime() > FORGET_MS) ended.delete(key)
      covered = next
    },
    until: (key: string, now: Date) => (covered.has(key) ? now : ended.get(key)),
  }
}

const FORGET_MS = 3_600_000
