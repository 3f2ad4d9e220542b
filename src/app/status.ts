import type { ClusterHealth, Clusters } from '../core/cluster.ts'
import type { Configuration, ConfigurationReport } from '../core/configuration.ts'
import type { Outbox } from '../core/delivery.ts'
import type { Clock } from '../core/seams.ts'
import type { Service } from '../core/service.ts'
import type { DeadmanState, OwnTroubleNow, SlackLink, Status, StoreState } from '../core/status.ts'
import { code, text } from '../core/text.ts'
import type { Notifying } from './notify.ts'

type Parts = {
  readonly version: string
  readonly clock: Clock
  readonly slack: Service & { link(): SlackLink }
  readonly store: Service
  readonly storeEngine: StoreState['engine']
  readonly clusters: Clusters
  readonly outbox: Pick<Outbox, 'backlog'>
  readonly notifying: Pick<Notifying, 'now'>
  readonly configuration: Configuration
  readonly deadman: { now(): { state(): DeadmanState } | undefined }
}

/** How every part says that it is, put together. */
export function buildStatus(parts: Parts): Status {
  const { version, clock, slack, store, clusters, outbox } = parts
  const since = clock.now()
  return async () => {
    const { report } = parts.notifying.now()
    const deadman = parts.deadman.now()
    const backlog = await outbox.backlog().catch(() => undefined)
    const { troubles = [], ...watching } = report?.() ?? {}
    const health = clusters.health()
    return {
      version,
      since,
      clusters: health,
      slack: slack.link(),
      store: storeState(parts),
      troubles: [
        ...unready(store),
        ...unready(slack),
        ...refusedFiles(parts.configuration()),
        // What is watched has its own troubles, which are known sooner.
        ...(report ? [] : health.flatMap(unreachable)),
        ...troubles,
        ...deadmanTrouble(deadman?.state()),
      ],
      ...(backlog && { backlog }),
      ...('watches' in watching && { watching }),
      ...(deadman && { deadman: deadman.state() }),
    }
  }
}

function storeState({ storeEngine: engine, store }: Parts): StoreState {
  const awaySince = store.unready() === undefined ? undefined : store.unreadySince?.()
  return { engine, ...(awaySince && { awaySince }) }
}

function unready(service: Service): OwnTroubleNow[] {
  const reason = service.unready()
  if (reason === undefined) return []
  const since = service.unreadySince?.()
  return [{ what: text`${service.name}: ${reason}`, ...(since && { since }) }]
}

function refusedFiles({ refused }: ConfigurationReport): OwnTroubleNow[] {
  if (!refused) return []
  const [first = ''] = refused.problems
  const more = refused.problems.length - 1
  const rest = more > 0 ? text` and ${more} more` : text``
  const what = text`a changed configuration is refused: ${code(first)}${rest}`
  const nextStep = text`${code('config')} shows what is loaded and what is wrong.`
  return [{ what, since: refused.since, nextStep }]
}

function unreachable({ cluster, state, lastError, since }: ClusterHealth): OwnTroubleNow[] {
  if (state !== 'unreachable') return []
  const what = text`cluster/${cluster} does not answer: ${lastError ?? 'no reason known'}`
  return [{ what, ...(since && { since }) }]
}

function deadmanTrouble(state: DeadmanState | undefined): OwnTroubleNow[] {
  if (state?.failure === undefined) return []
  return [{ what: text`the dead man’s switch cannot be pinged: ${state.failure}` }]
}
