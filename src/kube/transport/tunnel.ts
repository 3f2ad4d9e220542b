import { request as requestPlain } from 'node:http'
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
    const fail = (error: Error) => callback(error, null)
    const port = target.port || (target.protocol === 'https:' ? '443' : '80')
    askProxy(new URL(proxyUrl), `${target.hostname}:${port}`, options.timeout).then((socket) => {
      // Over plain http the tunnel is the connection; else TLS is spoken through it.
      if (target.protocol === 'https:') connect({ ...target, httpSocket: socket }, callback)
      else callback(null, socket)
    }, fail)
  }
}

function askProxy(proxy: URL, target: string, timeout: number): Promise<Socket> {
  const { promise, resolve, reject } = Promise.withResolvers<Socket>()
  const { username, password } = proxy
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  const authorization = `Basic ${Buffer.from(credentials).toString('base64')}`
  const request = proxy.protocol === 'https:' ? requestTls : requestPlain
  const asking = request({
    method: 'CONNECT',
    host: proxy.hostname,
    port: proxy.port || (proxy.protocol === 'https:' ? 443 : 80),
    path: target,
    headers: { host: target, ...(username && { 'proxy-authorization': authorization }) },
    agent: false,
    timeout,
  })
  asking.on('connect', (response, socket) => {
    if (response.statusCode === 200) resolve(socket)
    else reject(proxyError(`the proxy refused with HTTP ${response.statusCode}`))
    if (response.statusCode !== 200) socket.destroy()
  })
  asking.on('timeout', () => asking.destroy(proxyError('the proxy did not answer in time')))
  asking.on('error', reject)
  asking.end()
  return promise
}

/** With a code that says that nothing was sent to the API server. */
const proxyError = (message: string) => Object.assign(new Error(message), { code: 'ECONNREFUSED' })
