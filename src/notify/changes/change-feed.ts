import type { ClusterInfo } from '../../core/cluster.ts'
import type { AuditLog } from '../../core/audit.ts'
import type { Delivery, Messenger } from '../../core/delivery.ts'
import type { SeenChange } from '../../core/incidents/seen-change.ts'
import { matchesAny } from '../../core/glob.ts'
import type { Clock, Log } from '../../core/seams.ts'
import type { Service } from '../../core/service.ts'
import type { Mute } from '../../core/incidents/incident.ts'
import { type Metadata, ownerKey } from '../incidents/sign.ts'
import type { Ledger } from '../ledger.ts'
import { chooseRoutes } from '../routes/choose-route.ts'
import { routingFacts, type RoutingSettings } from '../routes/routed.ts'
import type { ChangeSettings } from './change-settings.ts'
import { createTurning, LONGEST_PAUSE_MS } from '../turning.ts'
import { askedBy } from './asked-by.ts'
import { createBatches } from './batches.ts'
import { changeCard } from './change-card.ts'
import { createChangeMessages } from './change-messages.ts'

type Parts = {
  readonly wanted: ChangeSettings
  readonly settings: RoutingSettings
  readonly clusters: readonly ClusterInfo[]
  readonly ledger: Pick<Ledger, 'commit' | 'mutes'>
  readonly messenger: Pick<Messenger, 'wake'>
  readonly audit: AuditLog
  readonly clock: Clock
  readonly log: Log
}

/** Tells of changes in channels. What could not be put into the store yet is put there when it is back. */
export type ChangeFeed = Service & { add(change: SeenChange, metadata: Metadata): void }

export function createChangeFeed(parts: Parts): ChangeFeed {
  const { ledger, messenger, log } = parts
  const batches = createBatches()
  const messages = createChangeMessages()
  const waiting = new Map<string, Delivery>()

  const turn = async (): Promise<number> => {
    const deliveries = [...waiting.values()]
    if (deliveries.length === 0) return LONGEST_PAUSE_MS
    await ledger.commit({ incidents: [], deliveries })
    // What changed its words meanwhile waits for the next turn.
    for (const delivery of deliveries)
      if (waiting.get(delivery.key) === delivery) waiting.delete(delivery.key)
    messenger.wake()
    return LONGEST_PAUSE_MS
  }
  const turning = createTurning(turn, parts)
  let adding = Promise.resolve()
  const put = (change: SeenChange, metadata: Metadata) => {
    const batch = batches.add(change)
    const scope = scopeOf(change, parts)
    for (const { channel, route } of placesOf(change, metadata, parts)) {
      const card = changeCard(batch.change, { scope, route })
      const delivery = messages.tell(batch, channel, card)
      waiting.set(delivery.key, delivery)
    }
    turning.wake()
  }
  return {
    name: 'feed of changes',
    unready: () => undefined,
    start: async () => turning.start(),
    stop: turning.stop,
    add(change, metadata) {
      const told = ofInterest(change, parts)
      if (!told) return
      // One after the other: later changes of a workload come after earlier ones.
      adding = adding
        .then(async () => put(await withAsker(told, parts), metadata))
        .catch((error: unknown) => log.error({ err: error }, 'a change cannot be told'))
    },
  }
}

async function withAsker(change: SeenChange, { audit }: Parts): Promise<SeenChange> {
  const asker = await askedBy(change, audit)
  return asker === undefined ? change : { ...change, askedBy: asker }
}

/** The part of it that is asked for; nothing of what is muted. */
function ofInterest(change: SeenChange, { wanted, ledger }: Parts): SeenChange | undefined {
  const { about, changes } = change
  const { namespaces, fields } = wanted
  if (namespaces && !matchesAny(namespaces, about.namespace ?? '')) return undefined
  const told = changes.filter(({ what }) => fields.includes(what))
  if (told.length === 0 || isMuted(ledger.mutes(), change)) return undefined
  return { ...change, changes: told }
}

const scopeOf = ({ cluster }: SeenChange, { clusters }: Parts) =>
  clusters.find((one) => one.cluster === cluster) ?? {
    cluster,
    environment: 'unknown',
    production: false,
  }

function placesOf({ cluster, about }: SeenChange, metadata: Metadata, parts: Parts) {
  const { wanted, settings } = parts
  const { channel } = wanted
  if (channel !== undefined) return [{ channel, route: 'here because changes are told here' }]
  const kind = { severity: 'info', detector: 'changes', cause: 'change' } as const
  return chooseRoutes({ ...routingFacts(metadata, settings), cluster, about, ...kind }, settings)
    .places
}

/** Mutes of what changes too: of its owner or namespace, and not only of what is wrong with it now. */
const isMuted = (mutes: readonly Mute[], { cluster, about }: SeenChange): boolean =>
  mutes.some(({ what, faces }) => {
    if (faces || what.kind === 'incident' || what.cluster !== cluster) return false
    if (what.kind === 'namespace') return what.namespace === about.namespace
    return what.kind === 'owner' && ownerKey(cluster, what.about) === ownerKey(cluster, about)
  })
