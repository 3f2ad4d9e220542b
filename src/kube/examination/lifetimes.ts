import { X509Certificate } from 'node:crypto'
import { isIP } from 'node:net'
import { connect } from 'node:tls'
import { z } from 'zod'
import type { Access } from '../credentials/access.ts'
import type { Credential } from '../credentials/credentials.ts'

/** Until when what opens the door is good; undefined where there is none, or it does not say. */
export type Lifetimes = {
  readonly serverCertificate?: Date | undefined
  readonly clientCertificate?: Date | undefined
  readonly token?: Date | undefined
  /** Whose token it says it is. */
  readonly account?: string | undefined
  /** Something else renews the token: a plugin, or whoever writes its file. */
  readonly isRenewed: boolean
  /** The server's certificate is not looked at at all. */
  readonly isInsecure: boolean
}

export async function readLifetimes(
  { cluster, user }: Access,
  { tls, authorization }: Credential,
  signal: AbortSignal,
): Promise<Lifetimes> {
  const url = new URL(cluster.server)
  const isTunnelled = cluster['proxy-url'] !== undefined && cluster['proxy-url'] !== null
  const isDirect = url.protocol === 'https:' && !isTunnelled
  const claims = claimsOf(authorization)
  return {
    serverCertificate: isDirect ? await peerUntil(url, tls, signal) : undefined,
    clientCertificate: tls.cert === undefined ? undefined : certificateUntil(tls.cert),
    token: claims.exp === undefined ? undefined : new Date(claims.exp * 1000),
    account: claims.sub,
    isRenewed: Boolean(user.tokenFile ?? user.exec),
    isInsecure: url.protocol === 'https:' && tls.rejectUnauthorized === false,
  }
}

/** A handshake and nothing more: one that is over is to be told as that, so nobody is refused here. */
function peerUntil(
  { hostname, port }: URL,
  tls: Credential['tls'],
  signal: AbortSignal,
): Promise<Date | undefined> {
  const host = hostname.replace(/^\[(.*)\]$/, '$1')
  const servername = tls.servername ?? (isIP(host) === 0 ? host : '')
  const unproven = { rejectUnauthorized: false, host, port: Number(port || 443), servername }
  const socket = connect({ ...definedOf(tls), ...unproven })
  return new Promise((resolve) => {
    const end = (until: Date | undefined) => {
      signal.removeEventListener('abort', giveUp)
      socket.destroy()
      resolve(until)
    }
    const giveUp = () => end(undefined)
    signal.addEventListener('abort', giveUp, { once: true })
    // Why there is no connection is told by whoever needs one.
    socket.on('error', giveUp)
    socket.once('secureConnect', () => end(validDate(socket.getPeerCertificate().valid_to)))
    if (signal.aborted) giveUp()
  })
}

const definedOf = (tls: Credential['tls']) =>
  Object.fromEntries(Object.entries(tls).filter(([, value]) => value !== undefined))

function certificateUntil(pem: Buffer | string): Date | undefined {
  try {
    return validDate(new X509Certificate(pem).validTo)
  } catch {
    return undefined
  }
}

const Claims = z.object({ exp: z.number().optional(), sub: z.string().optional() })

/** What the token says of itself; nobody is let in by it. */
function claimsOf(authorization: string | undefined): z.infer<typeof Claims> {
  const [, payload] = authorization?.replace(/^Bearer /, '').split('.') ?? []
  if (payload === undefined) return {}
  try {
    return Claims.parse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')))
  } catch {
    return {}
  }
}

function validDate(written: string): Date | undefined {
  const at = new Date(written)
  return Number.isNaN(at.getTime()) ? undefined : at
}
