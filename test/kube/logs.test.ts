import { expect, test } from 'vitest'
import { answer, refuse } from '../support/kube-server.ts'
import { callContext, failureOf, kubeSession } from '../support/kube-session.ts'

const PATH = '/api/v1/namespaces/shop/pods/web/log'
const WEB = { namespace: 'shop', pod: 'web' }

const badRequest = (message: string) => ({ reason: 'BadRequest', message })

test('a log is read with all its options', async () => {
  const { server, session } = await kubeSession()
  server.on((seen, response) => seen.path === PATH && answer(response, 200, 'one\ntwo\n'))

  const log = await session.reader.logs({
    ...WEB,
    container: 'app',
    previous: true,
    tailLines: 10,
    sinceSeconds: 60,
    timestamps: true,
    limitBytes: 100,
  })

  expect(log).toEqual({ text: 'one\ntwo\n', truncated: false })
  expect(Object.fromEntries(server.seen[0]?.query ?? [])).toEqual({
    container: 'app',
    previous: 'true',
    tailLines: '10',
    sinceSeconds: '60',
    timestamps: 'true',
    limitBytes: '101',
  })
})

test('K18: a log without end is read up to the cap, and the server is left alone then', async () => {
  const { server, session } = await kubeSession()
  let closed = false
  server.on((seen, response) => {
    if (seen.path !== PATH) return false
    response.on('close', () => {
      closed = true
    })
    const more = () => {
      while (response.writable && response.write('x'.repeat(64 * 1024)));
    }
    response.on('drain', more)
    more()
    return undefined
  })

  const log = await session.reader.logs({ ...WEB, limitBytes: 200_000 })

  expect(log.truncated).toBe(true)
  expect(log.text).toHaveLength(200_000)
  await expect.poll(() => closed).toBe(true)
})

test('K18: bytes that are no text become marks, and a character cut by the cap is left out', async () => {
  const { server, session } = await kubeSession()
  server.on((seen, response) => {
    if (seen.path !== PATH) return false
    response.end(Buffer.concat([Buffer.from([0xff, 0xfe, 0x00, 0x0a]), Buffer.from('a€€')]))
    return undefined
  })

  const log = await session.reader.logs({ ...WEB, limitBytes: 9 })

  expect(log).toEqual({ text: '\ufffd\ufffd\u0000\na€', truncated: true })
})

test('K18: a stream that is cut gives what came, marked as not whole', async () => {
  const { server, session } = await kubeSession()
  server.on((seen, response) => {
    if (seen.path !== PATH) return false
    response.write('first line\n')
    setTimeout(() => response.socket?.resetAndDestroy(), 20)
    return undefined
  })

  expect(await session.reader.logs(WEB)).toEqual({ text: 'first line\n', truncated: true })
})

test('K18: somebody who leaves while it streams crashes nothing', async () => {
  const stop = new AbortController()
  const { server, session } = await kubeSession({}, callContext({ signal: stop.signal }))
  server.on((seen, response) => seen.path === PATH && void response.write(''))

  const reading = failureOf(session.reader.logs(WEB))
  await server.arrived(PATH)
  stop.abort()

  expect(await reading).toMatchObject({ code: 'cancelled' })
})

test.each([
  [
    'container-waiting',
    'ConflictError',
    'container "app" in pod "web" is waiting to start: ContainerCreating',
  ],
  [
    'no-previous-container',
    'NotFoundError',
    'previous terminated container "app" in pod "web" not found',
  ],
  [
    'container-needed',
    'UsageError',
    'a container name must be specified for pod web, choose one of: [app proxy]',
  ],
  ['container-not-found', 'NotFoundError', 'container nope is not valid for pod web'],
  ['kubernetes-refused', 'ConflictError', 'something else'],
])('K18: %s', async (code, name, message) => {
  const { server, session } = await kubeSession()
  server.on((seen, response) => seen.path === PATH && refuse(response, 400, badRequest(message)))

  expect(await failureOf(session.reader.logs(WEB))).toMatchObject({ code, name })
})

test('K18: a log that the person may not read names the right that is missing', async () => {
  const { server, session } = await kubeSession()
  const message = 'pods "web" is forbidden: User "ann@example.com" cannot get resource "pods/log"'
  server.on((seen, response) => seen.path === PATH && refuse(response, 403, { message }))

  expect(await failureOf(session.reader.logs(WEB))).toMatchObject({
    right: { verb: 'get', resource: 'pods/log', namespace: 'shop', name: 'web' },
  })
})
