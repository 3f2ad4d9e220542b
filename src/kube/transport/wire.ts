import { type Dispatcher, Pool } from 'undici'
import type { Credential } from '../credentials/credentials.ts'
import { createTunnel } from './tunnel.ts'

export type WireSettings = {
  readonly server: string
  readonly proxyUrl?: string | undefined
  readonly connections: number
  readonly connectTimeoutMs: number
}

/** The one connection pool of a cluster; a new one when the certificates change. */
export type Wire = {
  dispatcher(credential: Credential): Dispatcher
  close(): Promise<void>
}

export function createWire(settings: WireSettings): Wire {
  let open: { readonly key: string; readonly dispatcher: Dispatcher } | undefined
  return {
    dispatcher(credential) {
      if (open?.key === credential.tlsKey) return open.dispatcher
      const old = open?.dispatcher
      open = { key: credential.tlsKey, dispatcher: connect(settings, credential.tls) }
      old?.close().catch(() => old.destroy()) // drains: calls under way keep their connection
      return open.dispatcher
    },
    async close() {
      await open?.dispatcher.destroy()
    },
  }
}

function connect(settings: WireSettings, tls: Credential['tls']): Dispatcher {
  const { server, proxyUrl, connections, connectTimeoutMs } = settings
  const secure = Object.fromEntries(Object.entries(tls).filter(([, value]) => value !== undefined))
  // Over HTTP/2 several Impersonate-Group headers arrive as one: the person would have the wrong groups.
  const connector = {
    ...secure,
    allowH2: false,
    timeout: connectTimeoutMs,
    keepAliveInitialDelay: 30_000,
  }
  return new Pool(new URL(server).origin, {
    connections,
    allowH2: false,
    keepAliveTimeout: 15_000, // below the idle time-outs of common load balancers
    headersTimeout: 0, // every call has its own deadline, which covers the body too
    bodyTimeout: 0,
    connect: proxyUrl ? createTunnel(proxyUrl, connector) : connector,
  })
}
