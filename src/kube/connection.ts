import type { Env } from '../core/env.ts'
import type { Meter } from '../core/meter.ts'
import type { Clock, Log } from '../core/seams.ts'
import type { Access } from './credentials/access.ts'
import { createCredentials, type Credentials } from './credentials/credentials.ts'
import { findAccess } from './credentials/find-access.ts'
import type { ClusterSettings } from './settings.ts'
import { createExchange } from './transport/exchange.ts'
import { createLoggedExchange } from './transport/logged-exchange.ts'
import { createMeteredExchange } from './transport/metered-exchange.ts'
import { createSignedExchange, type SignedExchange } from './transport/signed-exchange.ts'
import { createWire } from './transport/wire.ts'
import type { Tracer } from '../core/tracer.ts'
import { createTracedExchange } from './transport/traced-exchange.ts'

export type KubeParts = {
  readonly clock: Clock
  readonly log: Log
  /** Default: nobody is told of calls. */
  readonly tracer?: Tracer
  readonly env: Env
  readonly meter: Meter
  /** Deckwatch's own version, for the User-Agent. */
  readonly version: string
}

/** A connection pool of its own to one cluster, signed as the bot. */
export type Connection = {
  readonly exchange: SignedExchange
  readonly access: Access
  readonly credentials: Credentials
  close(): Promise<void>
}

/** Throws an Error that names what is wrong when the settings lead to no cluster; asks nothing yet. */
export function openConnection(
  settings: ClusterSettings,
  parts: KubeParts,
  connections: number,
): Connection {
  const access = findAccess(settings, parts.env)
  const wire = createWire({
    server: access.cluster.server,
    proxyUrl: access.cluster['proxy-url'] ?? undefined,
    connections,
    connectTimeoutMs: settings.timeouts.connect,
  })
  const credentials = createCredentials(access, {
    ...parts,
    timeoutMs: settings.timeouts.credentials,
  })
  const exchange = createExchange(wire, access.cluster.server, `deckwatch/${parts.version}`)
  const signed = createSignedExchange(credentials, exchange)
  const logged = createLoggedExchange(signed, parts)
  const { tracer } = parts
  const there = { cluster: settings.name, server: access.cluster.server }
  return {
    exchange: createMeteredExchange(
      tracer ? createTracedExchange(logged, { tracer, ...there }) : logged,
      { ...parts, cluster: settings.name },
    ),
    access,
    credentials,
    close: () => wire.close(),
  }
}
