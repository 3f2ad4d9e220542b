import type { Clock } from '../../src/core/seams.ts'
import { systemClock } from '../../src/telemetry/system-seams.ts'
import { createBreaker } from './breakage/breaker.ts'
import { runControllers } from './controllers/controller.ts'
import { createRecorder } from './controllers/event-recorder.ts'
import { createControllers } from './controllers/registry.ts'
import type { World } from './controllers/world.ts'
import type { EmbeddedCluster } from './embedded-cluster.ts'
import { createFaults } from './faults/faults.ts'
import { createResources } from './kinds/resources.ts'
import type { Breakages } from './kubelet/behaviour.ts'
import { createPace } from './pace.ts'
import { createAdmission } from './rest/admission.ts'
import { startApiServer } from './rest/api-server.ts'
import { createCatalog } from './rest/catalog.ts'
import { createRequestLog } from './rest/request-log.ts'
import { serve } from './rest/serve.ts'
import { createAuthorizer } from './rbac/authorizer.ts'
import { seedAccess } from './seed/access.ts'
import { seedDemo } from './seed/demo.ts'
import { seedNodes } from './seed/nodes.ts'
import { kubeconfigText } from './seed/kubeconfig.ts'
import { createNotices } from './snapshot/notices.ts'
import { snapshotOf } from './snapshot/snapshot.ts'
import { createLedger } from './storage/ledger.ts'

export type ClusterOptions = {
  /** Default `playground`. */
  readonly name?: string
  /** Default 0: any free port. */
  readonly port?: number
  /** PEM. Serves https; kubectl and other clients send no token over plain http. */
  readonly tls?: { readonly key: string; readonly cert: string }
  readonly clock?: Clock
  /** How much faster than the clock the cluster waits; stamps stay true. Default 1. */
  readonly speed?: number
  /** What `/version` says. Default `v1.31.4`. */
  readonly version?: string
  /** `demo` (default): the sample shop and people. `bare`: system namespaces, nodes and default roles only. */
  readonly seed?: 'demo' | 'bare'
  /** Milliseconds between watch bookmarks. Default 60 000, divided by speed. */
  readonly bookmarkMs?: number
  /** The feature gate ConstrainedImpersonation of Kubernetes 1.35. Default false. */
  readonly constrainedImpersonation?: boolean
  /** What one node can hold. Default 8 cores, 32Gi, 110 pods. */
  readonly nodeSize?: Record<string, string>
}

/** Starts a Kubernetes cluster in this process, on loopback. */
export async function startCluster(options: ClusterOptions = {}): Promise<EmbeddedCluster> {
  const { name = 'playground', clock = systemClock, speed = 1, version = 'v1.31.4' } = options
  const pace = createPace(clock, speed)
  const ledger = createLedger()
  const admission = createAdmission()
  const foundation = { ledger, pace, admit: admission.admit }
  const resources = createResources(foundation)
  const catalog = createCatalog(resources, foundation)
  const world: World = { resources, catalog, ledger, pace, events: createRecorder(resources, pace) }
  admission.attach(resources)
  const breakages: Breakages = new Map()
  const lost = new Set<string>()
  const log = createRequestLog(clock)
  const running = runControllers(createControllers(world, { breakages, lost }), {
    ledger,
    pace,
    onError: (error, controller) =>
      world.events.record(systemNamespace(world), {
        type: 'Warning',
        reason: 'ControllerFailed',
        message: String(error),
        from: controller,
      }),
  })
  seed(world, options, version)
  const authorizer = createAuthorizer(resources)
  const faults = createFaults()
  const tokens = { admin: 'admin-token', bot: 'bot-token' }
  const bookmarkMs = options.bookmarkMs ?? 60_000
  const about = { version, address: '127.0.0.1' }
  const api = await startApiServer({
    port: options.port ?? 0,
    constrained: options.constrainedImpersonation ?? false,
    ...(options.tls && { tls: options.tls }),
    tokens: new Map([
      [tokens.admin, person('admin', ['system:masters'])],
      [tokens.bot, person('deckwatch', [])],
    ]),
    authorizer,
    faults,
    log,
    serve: (call) => serve(call, { world, authorizer, breakages, bookmarkMs, about }),
  })
  const notices = createNotices(ledger, clock)
  return {
    name,
    url: api.url,
    tokens,
    kubeconfig: (current = 'bot') => kubeconfigText({ name, url: api.url, tokens, current }),
    faults,
    break: createBreaker(world, { breakages, lost, log, wake: running.wake }),
    snapshot: () => snapshotOf(world, { name, version }),
    onChange: notices.listen,
    requests: log.lines,
    onRequest: log.onLine,
    compact: ledger.compact,
    async stop() {
      notices.stop()
      running.stop()
      pace.stop()
      await api.stop()
    },
  }
}

const person = (name: string, groups: readonly string[]) => ({
  name,
  uid: name,
  groups: [...groups, 'system:authenticated'],
  extra: {},
})

function systemNamespace({ resources }: World) {
  return (
    resources.namespaces.get({ namespace: '', name: 'kube-system' }) ??
    resources.namespaces.create({ metadata: { name: 'kube-system' } })
  )
}

function seed({ resources, catalog, pace }: World, options: ClusterOptions, version: string) {
  for (const name of ['default', 'kube-system', 'kube-public', 'kube-node-lease'])
    resources.namespaces.create({ metadata: { name } })
  seedAccess(resources)
  const size = options.nodeSize
  seedNodes(resources, pace, { version, ...(size && { size }) })
  if (options.seed !== 'bare') seedDemo(resources, catalog)
}
