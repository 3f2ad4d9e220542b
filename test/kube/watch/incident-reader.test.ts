import { expect, test } from 'vitest'
import { ForbiddenError, UnavailableError } from '../../../src/core/errors.ts'
import { refusal } from '../../support/ask-command.ts'
import { answer, refuse } from '../../support/kube-server.ts'
import { watchRig } from '../../support/watched-pods.ts'
import { until } from '../../support/patience.ts'

const { signal } = new AbortController()
const LOG = '/api/v1/namespaces/shop/pods/web-1/log'
const EVENTS = '/api/v1/namespaces/shop/events'
const QUERY = { namespace: 'shop', pod: 'web-1', container: 'app', previous: true, tailLines: 20 }

test('a log is read in the bot’s own name, its last lines only', async () => {
  const { server, watching } = await watchRig()
  server.on(({ path }, response) => path === LOG && answer(response, 200, 'one\ntwo\n'))

  const read = await watching.reader.logs({ ...QUERY, limitBytes: 1000 }, signal)

  expect(read).toEqual({ text: 'one\ntwo\n', truncated: false })
  const [seen] = server.all
  expect(Object.fromEntries(seen?.query ?? [])).toEqual({
    container: 'app',
    previous: 'true',
    tailLines: '20',
    limitBytes: '1001',
  })
  expect(seen?.header('impersonate-user')).toEqual([])
})

test('events are read of one object, oldest first; those of a node are in the default namespace', async () => {
  const { server, watching } = await watchRig()
  const event = (reason: string, lastTimestamp: string) => ({
    metadata: { name: reason },
    type: 'Warning',
    reason,
    message: `because of ${reason}`,
    count: 3,
    lastTimestamp,
    involvedObject: { kind: 'Pod', name: 'web-1', namespace: 'shop' },
  })
  const items = [event('Late', '2026-03-02T10:00:00Z'), event('Early', '2026-03-02T09:00:00Z'), 7]
  server.on(({ path }, response) => path.endsWith('/events') && answer(response, 200, { items }))

  const found = await watching.reader.events(
    { kind: 'Pod', name: 'web-1', namespace: 'shop' },
    signal,
  )
  await watching.reader.events({ kind: 'Node', name: 'node-1' }, signal)

  expect(found.map(({ reason, count }) => [reason, count])).toEqual([
    ['Early', 3],
    ['Late', 3],
  ])
  expect(server.all.map(({ path, query }) => [path, query.get('fieldSelector')])).toEqual([
    [EVENTS, 'involvedObject.kind=Pod,involvedObject.name=web-1'],
    ['/api/v1/namespaces/default/events', 'involvedObject.kind=Node,involvedObject.name=node-1'],
  ])
})

test('a right that the bot was not given is told as such', async () => {
  const { server, watching } = await watchRig()
  const said = 'pods "web-1" is forbidden: User "bot" cannot get resource "pods/log"'
  server.on(
    ({ path }, response) =>
      path === LOG && refuse(response, 403, { reason: 'Forbidden', message: said }),
  )

  const error = await refusal(watching.reader.logs(QUERY, signal))

  expect(error).toBeInstanceOf(ForbiddenError)
  expect(error).toMatchObject({ right: { verb: 'get', resource: 'pods/log' } })
})

test('an API server that says nothing is waited for a few seconds only', async () => {
  const { server, watching, clock } = await watchRig()
  server.on(({ path }) => path === LOG)

  const reading = refusal(watching.reader.logs(QUERY, signal))
  await until(() => server.all.length === 1)
  clock.expire()

  expect(await reading).toBeInstanceOf(UnavailableError)
})
