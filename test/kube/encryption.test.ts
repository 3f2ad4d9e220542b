import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer as createProxy, type Server } from 'node:http'
import { createServer, type Server as TlsServer } from 'node:https'
import { type AddressInfo, connect } from 'node:net'
import { join } from 'node:path'
import type { TLSSocket } from 'node:tls'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createClusters } from '../../src/kube/clusters.ts'
import { ClusterSettings } from '../../src/kube/settings.ts'
import { fakeLog } from '../support/fake-log.ts'
import { realClock } from '../support/kube-real-clock.ts'
import { callContext, failureOf, folder } from '../support/kube-session.ts'
import { noMeter } from '../../src/core/meter.ts'

const at = folder()
const file = (name: string) => join(at, name)

/** A CA, and a server and a client that it vouches for. */
function makeCertificates(): void {
  const openssl = (...words: string[]) =>
    execFileSync('openssl', words, { cwd: at, stdio: 'ignore' })
  const key = ['-newkey', 'rsa:2048', '-nodes']
  openssl(
    'req',
    '-x509',
    ...key,
    '-keyout',
    'ca.key',
    '-out',
    'ca.crt',
    '-days',
    '2',
    '-subj',
    '/CN=ca',
  )
  writeFileSync(file('server.ext'), 'subjectAltName=IP:127.0.0.1')
  writeFileSync(file('client.ext'), 'extendedKeyUsage=clientAuth')
  for (const name of ['server', 'client']) {
    const subject = `/CN=${name === 'client' ? 'deckwatch' : name}`
    openssl('req', ...key, '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', subject)
    const signed = ['-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2']
    openssl(
      'x509',
      '-req',
      '-in',
      `${name}.csr`,
      ...signed,
      '-extfile',
      `${name}.ext`,
      '-out',
      `${name}.crt`,
    )
  }
}

/** Offers HTTP/2, as an API server does, and lets in only who shows a certificate. Says what it saw. */
function secureServer(seen: string[]): TlsServer {
  const options = {
    key: readFileSync(file('server.key')),
    cert: readFileSync(file('server.crt')),
    ca: readFileSync(file('ca.crt')),
    requestCert: true,
    rejectUnauthorized: true,
    ALPNProtocols: ['h2', 'http/1.1'],
  }
  return createServer(options, (request, response) => {
    const socket = request.socket as TLSSocket // node:https gives no narrower type
    const groups = request.rawHeaders.filter(
      (_, i, all) => all[i - 1]?.toLowerCase() === 'impersonate-group',
    )
    seen.push(
      `${String(socket.getPeerCertificate().subject.CN)} HTTP/${request.httpVersion} ${groups.join('|')}`,
    )
    response.end(
      JSON.stringify(reply(request.url ?? '', request.headers['impersonate-user'], groups)),
    )
  })
}

function reply(url: string, username: unknown, groups: readonly string[]): unknown {
  if (url.endsWith('/selfsubjectreviews')) return { status: { userInfo: { username, groups } } }
  if (url.startsWith('/version')) return { gitVersion: 'v1.31.0' }
  if (url.startsWith('/apis/')) return { resources: [{ name: 'selfsubjectreviews' }] }
  return { kind: 'APIGroupDiscoveryList', items: [] }
}

const portOf = (server: Server | TlsServer) => {
  const address: AddressInfo | string | null = server.address()
  return typeof address === 'object' ? (address?.port ?? 0) : 0
}

describe('over TLS', () => {
  const seen: string[] = []
  let server: TlsServer

  beforeAll(async () => {
    makeCertificates()
    server = secureServer(seen).listen(0, '127.0.0.1')
    await once(server, 'listening')
  })
  afterAll(() => {
    server.close()
    server.closeAllConnections()
  })

  const clustersTo = (cluster: object, user: object) => {
    const content = {
      clusters: [
        { name: 'c', cluster: { server: `https://127.0.0.1:${portOf(server)}`, ...cluster } },
      ],
      users: [{ name: 'u', user }],
      contexts: [{ name: 'x', context: { cluster: 'c', user: 'u' } }],
      'current-context': 'x',
    }
    writeFileSync(file('config'), JSON.stringify(content))
    const settings = ClusterSettings.parse({ name: 'c1', kubeconfig: file('config') })
    return createClusters([settings], {
      clock: realClock,
      log: fakeLog(),
      env: {},
      meter: noMeter,
      version: '1',
    })
  }
  const ca = { 'certificate-authority': 'ca.crt' }
  const client = { 'client-certificate': 'client.crt', 'client-key': 'client.key' }

  test('the client certificate is shown, the CA is checked, and several groups stay several', async () => {
    const clusters = clustersTo(ca, client)

    await clusters.open('c1', callContext()).reader.kinds()

    expect(seen.at(-1)).toBe('deckwatch HTTP/1.1 dev|ops')
    await clusters.close()
  })

  test('a server that no known CA vouches for gets nothing', async () => {
    const clusters = clustersTo({}, client)
    const before = seen.length

    const error = await failureOf(clusters.open('c1', callContext()).reader.kinds())

    expect(error).toMatchObject({ code: 'cluster-unreachable' })
    expect(seen.length).toBe(before)
    await clusters.close()
  })

  test('K13: a CA file that is missing is an error for people, and no crash', async () => {
    const clusters = clustersTo({ 'certificate-authority': 'gone.crt' }, client)

    const error = await failureOf(clusters.open('c1', callContext()).reader.kinds())

    expect(error).toMatchObject({ name: 'UnavailableError', code: 'cluster-credentials' })
    expect(clusters.health()).toMatchObject([{ state: 'unreachable' }])
    await clusters.close()
  })

  test('an HTTP proxy from the kubeconfig is used', async () => {
    const asked: string[] = []
    const proxy = createProxy().listen(0, '127.0.0.1')
    proxy.on('connect', (request, socket) => {
      asked.push(request.url ?? '')
      const onward = connect(portOf(server), '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
        onward.pipe(socket).pipe(onward)
      })
      onward.on('error', () => socket.destroy())
      socket.on('error', () => onward.destroy())
    })
    await once(proxy, 'listening')
    const clusters = clustersTo({ ...ca, 'proxy-url': `http://127.0.0.1:${portOf(proxy)}` }, client)

    await clusters.open('c1', callContext()).reader.kinds()

    expect(asked[0]).toBe(`127.0.0.1:${portOf(server)}`)
    expect(seen.at(-1)).toBe('deckwatch HTTP/1.1 dev|ops')
    await clusters.close()
    proxy.closeAllConnections()
    proxy.close()
  })

  test('a proxy that refuses says that nothing was sent', async () => {
    const proxy = createProxy().listen(0, '127.0.0.1')
    proxy.on('connect', (_, socket) =>
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n'),
    )
    await once(proxy, 'listening')
    const clusters = clustersTo({ ...ca, 'proxy-url': `http://127.0.0.1:${portOf(proxy)}` }, client)

    const error = await failureOf(clusters.open('c1', callContext()).reader.kinds())

    expect(error).toMatchObject({ name: 'UnavailableError', code: 'cluster-unreachable' })
    await clusters.close()
    proxy.close()
  })
})
