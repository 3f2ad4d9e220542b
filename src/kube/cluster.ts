import { z } from 'zod'
import { scopedMeter } from '../core/meter.ts'
import type { CallContext, ClusterHealth, ClusterInfo, ClusterSession } from '../core/cluster.ts'
import { meterDoor, meterSelfTest } from './cluster-metrics.ts'
import { type KubeParts, openConnection } from './connection.ts'
import { createDiscovery } from './discovery/discovery.ts'
import { createHealth } from './health.ts'
import { proveImpersonation } from './self-test/impersonation-proof.ts'
import { createVerification } from './self-test/verification.ts'
import { createSession } from './session/session.ts'
import type { ClusterSettings } from './settings.ts'
import type { Call, Transport } from './transport/call.ts'
import { createBreaker } from './transport/breaker.ts'
import { createGate } from './transport/gate.ts'
import { createTransport } from './transport/transport.ts'
import { unlessCancelled } from './unless-cancelled.ts'

/** One cluster: its own credentials, connections, breaker, gate and memory, so that none can harm another. */
export type Cluster = {
  readonly info: ClusterInfo
  session(context: CallContext): ClusterSession
  health(): ClusterHealth
  /** Throws ConfigError when impersonation does not work, UnavailableError when it cannot be asked. */
  verify(): Promise<void>
  close(): Promise<void>
}

const Version = z.object({ gitVersion: z.string() })
const VERSION: Call = {
  method: 'GET',
  path: '/version',
  about: { verb: 'get', resource: '/version' },
}

export const clusterInfo = ({
  name,
  environment,
  production,
  description,
}: ClusterSettings): ClusterInfo => ({
  cluster: name,
  environment,
  production,
  ...(description && { description }),
})

/** Throws an Error that names what is wrong when the settings lead to no cluster; asks nothing yet. */
export function createCluster(settings: ClusterSettings, parts: KubeParts): Cluster {
  const meter = scopedMeter(parts.meter)
  const cluster = buildCluster(settings, { ...parts, meter })
  return {
    ...cluster,
    close: () => {
      meter.end()
      return cluster.close()
    },
  }
}

function buildCluster(settings: ClusterSettings, parts: KubeParts): Cluster {
  const info = clusterInfo(settings)
  const health = createHealth(info, parts.clock)
  const log = parts.log.child({ cluster: settings.name })
  const transport = connect(settings, { ...parts, log }, health.note)
  const lifetime = new AbortController()

  async function readVersion(signal: AbortSignal): Promise<string> {
    const { body } = await transport.json(VERSION, { user: 'deckwatch', headers: [], signal })
    const { gitVersion } = Version.parse(body)
    health.noteVersion(gitVersion)
    return gitVersion
  }
  const verification = createVerification({
    cluster: settings.name,
    clock: parts.clock,
    log,
    onEnd: noteBoth(health.noteTest, meterSelfTest(settings.name, parts.meter)),
    async test() {
      const test = { transport, log, cluster: settings.name, signal: lifetime.signal }
      await proveImpersonation(test, settings.selfTest)
      const version = await readVersion(lifetime.signal)
      log.info({ version }, 'the API server sees impersonated users and groups')
    },
  })
  const guarded = guard(transport, verification.ensure)
  const discovery = createDiscovery({ transport: guarded, clock: parts.clock, log })
  const shared = { info, transport: guarded, discovery, version: readVersion }
  return {
    info,
    session: (context) => createSession(shared, context),
    health: health.current,
    verify: verification.run,
    async close() {
      lifetime.abort()
      await transport.close()
    },
  }
}

type Note = (error: unknown) => void

const noteBoth =
  (one: Note, other: Note): Note =>
  (error) => {
    one(error)
    other(error)
  }

function connect(
  settings: ClusterSettings,
  parts: KubeParts,
  onOutcome: (error: Error | undefined) => void,
): Transport {
  const connection = openConnection(settings, parts, settings.maxConcurrent)
  const gate = createGate(settings.maxConcurrent, settings.maxWaiting)
  const breaker = createBreaker(parts.log)
  meterDoor({ cluster: settings.name, gate, breaker }, parts.meter)
  return createTransport({
    settings,
    exchange: connection.exchange,
    gate,
    breaker,
    clock: parts.clock,
    onOutcome,
    close: connection.close,
  })
}

/** Nothing goes out in anybody's name before it is proven that the name arrives. */
const guard = (transport: Transport, ensure: () => Promise<void>): Transport => ({
  async json(call, caller) {
    await unlessCancelled(ensure(), caller.signal)
    return transport.json(call, caller)
  },
  async bytes(call, caller, limitBytes) {
    await unlessCancelled(ensure(), caller.signal)
    return transport.bytes(call, caller, limitBytes)
  },
  close: () => transport.close(),
})
