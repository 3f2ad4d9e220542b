import { commands } from '../commands/index.ts'
import { handOver } from './app/hand-over.ts'
import { meterWhole } from './app/metrics/whole.ts'
import { buildParts, movesOf, type Parts, stays } from './app/parts.ts'
import { createLogbook } from './app/reload/logbook.ts'
import { createReloadService, type Files } from './app/reload/reload-service.ts'
import { buildRoad } from './app/road.ts'
import { createMemory, rulesOf } from './app/rules.ts'
import type { Setup } from './app/setup.ts'
import { buildStatus } from './app/status.ts'
import { createUnderWay } from './app/under-way.ts'
import type { Seams } from './core/seams.ts'
import type { Service } from './core/service.ts'
import type { Status } from './core/status.ts'
import type { KubeClusters } from './kube/clusters.ts'
import { redact } from './slack/safety/redact.ts'

type AppParts = {
  readonly setup: Setup
  /** Where the setup comes from: it is followed as they change. */
  readonly files: Files
  readonly version: string
  readonly onLogLevel?: (level: Setup['config']['log']['level']) => void
}

/** The whole bot. */
export type App = {
  /** To start in order and to stop in reverse. */
  readonly services: readonly Service[]
  /** How the bot is, as `status` tells it. */
  readonly status: Status
  /** Looks at once whether the operators' files changed. */
  lookAtFiles(): void
}

/** The one place where every part meets. */
export function buildApp({ setup, files, version, onLogLevel }: AppParts, seams: Seams): App {
  const stopping = new AbortController()
  const underWay = createUnderWay()
  const parts = buildParts(setup, {
    ...seams,
    version,
    // Slack needs the road and the road needs Slack's directory: the road is named here and built below.
    answer: (incoming, conversation) => road.answer(incoming, conversation),
  })
  const logbook = createLogbook(setup, seams.clock)
  const status = buildStatus({ ...parts, configuration: logbook.report })
  const ruling = { ...parts, memory: createMemory(seams.clock) }
  const road = buildRoad(
    {
      ...parts,
      commands,
      status,
      configuration: logbook.report,
      holdsSecret: (words) => redact(words).count > 0,
      underWay,
      stopping,
    },
    rulesOf(setup, ruling),
  )
  const follow = (next: Setup) =>
    handOver({
      ...seams,
      moves: [stays(logbook.setup(), next), ...movesOf(parts, next, underWay.ended)],
      // The last step: from here on requests are judged anew.
      lead: () => {
        road.lead(rulesOf(next, ruling))
        onLogLevel?.(next.config.log.level)
      },
    })
  const reload = createReloadService({ ...parts, files, logbook, follow })
  const services = [...servicesOf(parts, road.keeper, stopping.signal), reload]
  meterWhole({ ...parts, services, configuration: logbook.report }, seams.meter)
  return { services, status, lookAtFiles: reload.look }
}

/** In the order in which they start. */
function servicesOf(parts: Parts, keeper: Service, stopping: AbortSignal): readonly Service[] {
  const { store, pruning, checkpoints, clusters, slack, notifying, channelWatch } = parts
  const keeping = [store, pruning, checkpoints.service]
  const talking = [clusterService(clusters, stopping), slack, keeper]
  const watching = [notifying.service, channelWatch.service]
  return [...keeping, ...talking, ...watching, parts.storeWatch, parts.deadman.service]
}

const clusterService = (clusters: KubeClusters, signal: AbortSignal): Service => ({
  name: 'clusters',
  start: () => clusters.selfTest(signal),
  stop: () => clusters.close(),
  unready: () => undefined,
})
