import { type ClientRequest, request as requestPlain } from 'node:http'
import { request as requestTls } from 'node:https'
import type { Socket } from 'node:net'
import { buildConnector } from 'undici'

/**
 * Connects through an HTTP proxy (CONNECT). undici's own ProxyAgent keeps only the last of several headers of one
 * name, and with it only the last Impersonate-Group.
 */
export function createTunnel(
  proxyUrl: string,
  options: buildConnector.BuildOptions & { readonly timeout: number },
): buildConnector.connector {
  const connect = buildConnector(options)
  return (target, callback) => {
    const isTls = target.protocol === 'https:'
    const address = `${target.hostname}:${target.port || (isTls ? 443 : 80)}`
    const asking = askProxy(new URL(proxyUrl), address, options.timeout)
    asking.on('timeout', () => asking.destroy(proxyError('it did not answer in time')))
    asking.on('error', (error) => callback(error, null))
    asking.on('connect', ({ statusCode }, socket: Socket) => {
      asking.removeAllListeners('timeout') // from here on a quiet tunnel is none
      if (statusCode !== 200) {
        socket.destroy()
        callback(proxyError(`it refused with HTTP ${statusCode}`), null)
        return
      }
      // Over plain http the tunnel is the connection; else TLS is spoken through it.
      if (isTls) connect({ ...target, httpSocket: socket }, callback)
      else callback(null, socket)
    })
    asking.end()
  }
}

function askProxy(proxy: URL, target: string, timeout: number): ClientRequest {
  const isTls = proxy.protocol === 'https:'
  const { username, password } = proxy
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  const authorization = `Basic ${Buffer.from(credentials).toString('base64')}`
  return (isTls ? requestTls : requestPlain)({
    method: 'CONNECT',
    host: proxy.hostname,
    port: proxy.port || (isTls ? 443 : 80),
    path: target,
    headers: { host: target, ...(username && { 'proxy-authorization': authorization }) },
    agent: false,
    timeout,
  })
}

/** With a code that says that nothing was sent to the API server. */
const proxyError = (what: string) =>
  Object.assign(new Error(`the proxy: ${what}`), { code: 'ECONNREFUSED' })
