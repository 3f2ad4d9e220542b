import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { RequestOptions } from 'node:https'
import { KubeConfig } from '@kubernetes/client-node/dist/config.js'
import { z } from 'zod'
import type { Env } from '../../core/env.ts'
import type { Clock, Log } from '../../core/seams.ts'
import type { Access } from './access.ts'
import { runExecPlugin } from './exec-plugin.ts'

/** client-go re-reads a projected token every minute; so do we. */
const FRESH_MS = 60_000
const EARLY_MS = 10_000
/** A plugin that fails is not run again for every call. */
const PAUSE_MS = 5000

const Bytes = z.union([z.instanceof(Buffer), z.string()]).optional()
const Tls = z.object({
  ca: Bytes,
  cert: Bytes,
  key: Bytes,
  rejectUnauthorized: z.boolean().optional(),
  servername: z.string().optional(),
})
const Signed = Tls.extend({
  auth: z.string().optional(),
  headers: z.object({ Authorization: z.string().optional() }).default({}),
})

/** What one call needs to be let in as the bot. `tlsKey` changes when the TLS part did. */
export type Credential = {
  readonly authorization: string | undefined
  readonly tls: z.infer<typeof Tls>
  readonly tlsKey: string
}

export type Credentials = {
  /** One refresh at a time, however many ask; the last good credential while a refresh fails. */
  current(): Promise<Credential>
  /** The server refused it (401): the next `current` reads everything again. */
  forget(refused: Credential): void
}

type Parts = {
  readonly env: Env
  readonly clock: Clock
  readonly log: Log
  readonly timeoutMs: number
}
type Held = { readonly credential: Credential; readonly freshUntil: number }

export function createCredentials(access: Access, parts: Parts): Credentials {
  const config = loadConfig(access)
  let held: Held | undefined
  let flight: Promise<Held> | undefined
  let failed: { readonly error: unknown; readonly until: number } | undefined

  async function refresh(): Promise<Held> {
    try {
      held = await obtain(config, access, parts)
      return held
    } catch (error) {
      const until = parts.clock.monotonic() + PAUSE_MS
      parts.log.warn({ err: error, lastOnes: held !== undefined }, 'credentials cannot be read')
      failed = { error, until }
      if (!held) throw error
      held = { ...held, freshUntil: until }
      return held
    } finally {
      flight = undefined
    }
  }
  return {
    async current() {
      const now = parts.clock.monotonic()
      if (held && now < held.freshUntil) return held.credential
      if (!held && failed && now < failed.until) throw failed.error
      flight ??= refresh()
      return (await flight).credential
    },
    forget(refused) {
      if (held?.credential === refused) held = undefined
    },
  }
}

/** client-node does the kinds of authentication that it does well; `tokenFile` and `exec` are ours. */
function loadConfig({ cluster, user }: Access): KubeConfig {
  const { exec: _, tokenFile: __, ...rest } = user
  const isHttp = cluster.server.startsWith('http:')
  const config = new KubeConfig()
  config.loadFromString(
    JSON.stringify({
      // client-node refuses http without this switch; we allowed it for loopback only
      clusters: [
        {
          name: 'it',
          cluster: { ...cluster, ...(isHttp && { 'insecure-skip-tls-verify': true }) },
        },
      ],
      users: [{ name: 'it', user: rest }],
      contexts: [{ name: 'it', context: { cluster: 'it', user: 'it' } }],
      'current-context': 'it',
    }),
  )
  return config
}

async function obtain(config: KubeConfig, access: Access, parts: Parts): Promise<Held> {
  const options: RequestOptions = {}
  await within(parts, config.applyToHTTPSOptions(options))
  const { auth, headers, ...tls } = Signed.parse(options)
  const basic = auth && `Basic ${Buffer.from(auth).toString('base64')}`
  const { exec, tokenFile } = access.user
  if (exec) return fromPlugin(await runExecPlugin(exec, access.cluster, parts), tls, parts)
  const authorization = tokenFile
    ? `Bearer ${(await within(parts, readFile(tokenFile, 'utf8'))).trim()}`
    : (headers.Authorization ?? basic)
  return {
    credential: credential(authorization, tls),
    freshUntil: parts.clock.monotonic() + FRESH_MS,
  }
}

function fromPlugin(
  status: Awaited<ReturnType<typeof runExecPlugin>>,
  tls: Credential['tls'],
  { clock }: Parts,
): Held {
  const { token, clientCertificateData: cert, clientKeyData: key, expirationTimestamp } = status
  const lifetime = expirationTimestamp
    ? Date.parse(expirationTimestamp) - clock.now().getTime() - EARLY_MS
    : Number.POSITIVE_INFINITY
  const withCertificate = { ...tls, ...(cert && { cert }), ...(key && { key }) }
  return {
    credential: credential(token && `Bearer ${token}`, withCertificate),
    freshUntil: clock.monotonic() + (Number.isNaN(lifetime) ? FRESH_MS : lifetime),
  }
}

function credential(authorization: string | undefined, tls: Credential['tls']): Credential {
  const hash = createHash('sha256')
  for (const part of [tls.ca, tls.cert, tls.key]) hash.update(part ?? '').update('\n')
  return { authorization, tls, tlsKey: hash.digest('hex') }
}

async function within<T>({ clock, timeoutMs }: Parts, work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  const cancel = clock.after(timeoutMs, () =>
    reject(new Error(`reading the credentials took longer than ${timeoutMs / 1000} s`)),
  )
  try {
    return await Promise.race([work, promise])
  } finally {
    cancel()
  }
}
