import { expect, test } from 'vitest'
import { KubeObject } from '../../src/core/resource.ts'
import { answer } from '../support/kube-server.ts'
import { callContext, DEPLOYMENTS, kubeSession, PODS } from '../support/kube-session.ts'

const pod = (name: string) => ({ metadata: { name, namespace: 'shop' } })

test('every call of a session is made as the person, with each group in its own header', async () => {
  const { server, session } = await kubeSession()
  server.on(
    (seen, response) => seen.path.endsWith('/pods/web') && answer(response, 200, pod('web')),
  )

  await session.reader.get({ kind: PODS, namespace: 'shop', name: 'web' }, KubeObject)

  const [seen] = server.seen
  expect(seen?.header('impersonate-user')).toEqual(['ann@example.com'])
  expect(seen?.header('impersonate-group')).toEqual(['dev', 'ops'])
  expect(seen?.header('impersonate-extra-slack-user')).toEqual(['U1'])
  expect(seen?.header('impersonate-extra-slack-team')).toEqual(['T1'])
  expect(seen?.header('impersonate-extra-request-id')).toEqual(['req-1'])
  expect(seen?.header('authorization')).toEqual(['Bearer bot-token'])
  expect(seen?.header('user-agent')).toEqual(['deckwatch/1.2.3'])
})

test('every attempt of a call is a line with the id of its request, and without secrets', async () => {
  const { server, session, log } = await kubeSession()
  server.on((seen, response) => seen.path.endsWith('/pods/web') && answer(response, 404, {}))

  await session.reader
    .get({ kind: PODS, namespace: 'shop', name: 'web' }, KubeObject)
    .catch(() => undefined)

  const line = log.lines.find(({ facts }) => String(facts['path']).endsWith('/pods/web'))
  expect(line).toMatchObject({
    level: 'debug',
    message: 'API call',
    facts: { request: 'req-1', user: 'ann@example.com', method: 'GET', failure: 'HTTP 404' },
  })
  expect(JSON.stringify(log.lines)).not.toContain('bot-token')
})

test('a person whose name is not ASCII arrives as UTF-8', async () => {
  const actor = { ...callContext().actor, user: 'jürgen', groups: ['größe'] }
  const { server, session } = await kubeSession({}, callContext({ actor }))

  await session.reader.kinds()

  const sent = Buffer.from(server.seen[0]?.header('impersonate-user')[0] ?? '', 'latin1')
  expect(sent.toString('utf8')).toBe('jürgen')
})

test.each([
  ['an empty user, which would be the bot itself', { user: '' }],
  ['a line break in the user', { user: 'a\r\nImpersonate-Group: admin' }],
  ['a blank around the user', { user: ' ann' }],
  ['an empty group', { groups: [''] }],
  ['the group that may do everything', { groups: ['system:masters'] }],
])('a session is refused for %s', async (_, change) => {
  const { clusters } = await kubeSession()
  const actor = { ...callContext().actor, ...change }

  expect(() => clusters.open('c1', callContext({ actor }))).toThrow(
    expect.objectContaining({ code: 'bad-identity' }),
  )
})

test('an unknown cluster is answered with the near ones', async () => {
  const { clusters } = await kubeSession()

  expect(() => clusters.open('c2', callContext())).toThrow(
    expect.objectContaining({ code: 'unknown-cluster', suggestions: ['c1'] }),
  )
})

test('a review asks the cluster itself, for every namespace when that is meant', async () => {
  const { server, session } = await kubeSession()
  server.on((seen, response) => {
    if (!seen.path.endsWith('/selfsubjectaccessreviews')) return false
    return answer(response, 201, { status: { allowed: false, reason: 'no rule' } })
  })

  const verdict = await session.reader.review({
    verb: 'patch',
    kind: DEPLOYMENTS,
    subresource: 'scale',
    namespace: '*',
  })

  expect(verdict).toEqual({ allowed: false, reason: 'no rule' })
  expect(JSON.parse(server.seen.at(-1)?.body ?? '')).toMatchObject({
    spec: {
      resourceAttributes: {
        verb: 'patch',
        group: 'apps',
        resource: 'deployments',
        subresource: 'scale',
      },
    },
  })
  expect(server.seen.at(-1)?.body).not.toContain('namespace')
})

test('whoAmI is what the API server says', async () => {
  const { session } = await kubeSession()

  expect(await session.reader.whoAmI()).toEqual({
    user: 'ann@example.com',
    groups: ['dev', 'ops', 'system:authenticated'],
  })
})

test('a cluster knows whether it is reachable and which version it has', async () => {
  const { clusters, session } = await kubeSession({ description: 'the shop', production: true })
  expect(clusters.health()).toMatchObject([
    { cluster: 'c1', production: true, state: 'not-asked-yet' },
  ])

  await session.reader.kinds()

  expect(clusters.health()).toMatchObject([{ state: 'reachable', version: 'v1.20.2' }])
  expect(await session.reader.version()).toBe('v1.20.2')
})
