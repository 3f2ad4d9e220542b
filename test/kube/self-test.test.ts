import { describe, expect, test } from 'vitest'
import type { Handler, Seen } from '../support/kube-server.ts'
import { answer, refuse } from '../support/kube-server.ts'
import { callContext, failureOf, kubeSession } from '../support/kube-session.ts'
import { matching, saying } from '../support/saying.ts'

const forever = new AbortController().signal
const isReview = (seen: Seen) => seen.path.endsWith('/selfsubjectreviews')
const isAccessReview = (seen: Seen) => seen.path.endsWith('/selfsubjectaccessreviews')

/** A server that says who it thinks is asking, after something on the way changed the headers. */
const sees =
  (user: (seen: Seen) => string | undefined, groups: (seen: Seen) => readonly string[]): Handler =>
  (seen, response) => {
    if (!isReview(seen)) return false
    const userInfo = { username: user(seen) ?? 'bot', groups: groups(seen) }
    return answer(response, 201, { status: { userInfo } })
  }
const userOf = (seen: Seen) => seen.header('impersonate-user')[0]
const groupsOf = (seen: Seen) => seen.header('impersonate-group')

test('K22: a server that sees the user and both groups passes, and says its version', async () => {
  const { clusters, server, log } = await kubeSession()

  await clusters.selfTest(forever)

  const asked = server.all.find(isReview)
  expect(groupsOf(asked ?? fail())).toHaveLength(2)
  expect(userOf(asked ?? fail())).toMatch(/^deckwatch:self-test:/)
  expect(log.lines).toContainEqual(expect.objectContaining({ level: 'info' }))
  expect(clusters.health()).toMatchObject([{ state: 'reachable', version: 'v1.20.2' }])
})

function fail(): never {
  throw new Error('no review came in')
}

describe('K22: Deckwatch refuses to run when what stands between', () => {
  test.each<[string, Handler]>([
    [
      'drops all impersonation',
      sees(
        () => undefined,
        () => ['system:authenticated'],
      ),
    ],
    ['drops the groups', sees(userOf, () => [])],
    ['drops the second group', sees(userOf, (seen) => groupsOf(seen).slice(0, 1))],
    ['drops the first group', sees(userOf, (seen) => groupsOf(seen).slice(1))],
    ['merges the groups', sees(userOf, (seen) => [groupsOf(seen).join(', ')])],
    ['replaces the user', sees(() => 'somebody', groupsOf)],
  ])('%s', async (_, handler) => {
    const { clusters, server, log } = await kubeSession()
    server.on(handler)

    const error = await failureOf(clusters.selfTest(forever))

    expect(error).toMatchObject({
      name: 'ConfigError',
      message: saying('did not see'),
    })
    expect(await failureOf(clusters.open('c1', callContext()).reader.kinds())).toMatchObject({
      name: 'UnavailableError',
      code: 'cluster-not-verified',
    })
    expect(server.seen).toEqual([])
    expect(clusters.health()).toMatchObject([
      { state: 'unreachable', lastError: saying('did not see') },
    ])
    expect(log.lines).toContainEqual(expect.objectContaining({ level: 'error' }))
  })
})

const RULE = 'create resource "selfsubjectaccessreviews"'

/** Kubernetes 1.20: no SelfSubjectReview; who is unauthenticated may ask no access review. */
function oldServer(
  groups: (seen: Seen) => readonly string[],
  mayImpersonate: readonly string[] | 'any',
): Handler {
  return (seen, response) => {
    if (seen.path.startsWith('/apis/authentication.k8s.io')) return refuse(response, 404)
    if (seen.path.endsWith('/selfsubjectrulesreviews')) {
      const resourceNames = mayImpersonate === 'any' ? [] : mayImpersonate
      const rule = (resource: string) => ({
        verbs: ['impersonate'],
        resources: [resource],
        resourceNames,
      })
      return answer(response, 201, { status: { resourceRules: [rule('users'), rule('groups')] } })
    }
    if (!isAccessReview(seen)) return false
    const user = userOf(seen) ?? 'bot'
    if (mayImpersonate !== 'any' && !mayImpersonate.includes(user)) {
      const message = `users "${user}" is forbidden: User "bot" cannot impersonate resource "users"`
      return refuse(response, 403, { message, details: { name: user, kind: 'users' } })
    }
    const seenGroups = groups(seen)
    const barred = seenGroups.find(
      (group) => mayImpersonate !== 'any' && !mayImpersonate.includes(group),
    )
    if (barred !== undefined) {
      const message = `groups "${barred}" is forbidden: User "bot" cannot impersonate resource "groups"`
      return refuse(response, 403, { message, details: { name: barred, kind: 'groups' } })
    }
    if (seenGroups.includes('system:unauthenticated')) {
      return refuse(response, 403, { message: `forbidden: User "${userOf(seen)}" cannot ${RULE}` })
    }
    return answer(response, 201, { status: { allowed: false } })
  }
}

describe('K22: on a cluster before 1.26, which cannot say who is asking', () => {
  test.each([
    ['a bot that may impersonate anybody', 'any'],
    ['a bot that may impersonate two names', ['shop-viewers', 'shop-operators']],
    ['a bot that may impersonate one name', ['shop-viewers']],
  ] as const)('%s passes', async (_, mayImpersonate) => {
    const { clusters, server } = await kubeSession()
    server.on(oldServer(groupsOf, mayImpersonate))

    await clusters.selfTest(forever)

    expect(server.all.filter(isAccessReview).length).toBeGreaterThanOrEqual(3)
  })

  test.each<[string, (seen: Seen) => readonly string[]]>([
    ['dropped groups', () => []],
    ['a dropped second group', (seen) => groupsOf(seen).slice(0, 1)],
    ['a dropped first group', (seen) => groupsOf(seen).slice(1)],
    ['merged groups', (seen) => [groupsOf(seen).join(', ')]],
    ['groups merged without a blank', (seen) => [groupsOf(seen).join(',')]],
  ])('%s are noticed', async (_, groups) => {
    const { clusters, server } = await kubeSession()
    server.on(oldServer(groups, 'any'))

    const error = await failureOf(clusters.selfTest(forever))

    expect(error).toMatchObject({
      name: 'ConfigError',
      message: saying('did not see'),
    })
  })

  test('groups that are merged before a bot with named rights are noticed', async () => {
    const { clusters, server } = await kubeSession()
    const merged = (seen: Seen) => [groupsOf(seen).join(', ')]
    server.on(oldServer(merged, ['shop-viewers']))

    const error = await failureOf(clusters.selfTest(forever))

    expect(error).toMatchObject({ name: 'ConfigError' })
  })

  test('a user that is replaced on the way is noticed with named rights too', async () => {
    const { clusters, server } = await kubeSession()
    server.on(oldServer(groupsOf, ['shop-viewers']))
    server.on((seen, response) => {
      if (!isAccessReview(seen) || userOf(seen) === 'shop-viewers') return false
      return answer(response, 201, { status: { allowed: true } })
    })

    const error = await failureOf(clusters.selfTest(forever))

    expect(error).toMatchObject({ name: 'ConfigError', message: saying('did not see') })
  })

  test('a user that is replaced on the way is noticed by the name in the refusal', async () => {
    const { clusters, server } = await kubeSession()
    server.on(oldServer(groupsOf, 'any'))
    server.on((seen, response) => {
      if (!isAccessReview(seen) || !groupsOf(seen).includes('system:unauthenticated')) return false
      return refuse(response, 403, { message: `forbidden: User "bot" cannot ${RULE}` })
    })

    const error = await failureOf(clusters.selfTest(forever))

    expect(error).toMatchObject({
      name: 'ConfigError',
      message: saying('it saw bot'),
    })
  })
})

test('a bot without the right to impersonate is told which right is missing', async () => {
  const { clusters, server } = await kubeSession()
  server.on((seen, response) => {
    if (!isReview(seen)) return false
    const message =
      'users "x" is forbidden: User "system:serviceaccount:bots:deckwatch" cannot impersonate resource "users"'
    return refuse(response, 403, { message, details: { name: 'x', kind: 'users' } })
  })

  const error = await failureOf(clusters.selfTest(forever))

  expect(error).toMatchObject({
    name: 'ConfigError',
    problems: [
      matching(/cluster c1: .*system:serviceaccount:bots:deckwatch lacks .* impersonate users/),
    ],
  })
})

test('whom the self-test impersonates can be said in the settings', async () => {
  const { clusters, server } = await kubeSession({
    selfTest: { user: 'probe', groups: ['one', 'two'] },
  })

  await clusters.selfTest(forever)

  const asked = server.all.find(isReview)
  expect(userOf(asked ?? fail())).toBe('probe')
  expect(groupsOf(asked ?? fail())).toEqual(['one', 'two'])
})

test('a cluster that is away at start is tested before its first use, and then let in', async () => {
  const { clusters, server, clock, log } = await kubeSession()
  let down = true
  server.on((_seen, response) => (down ? void response.socket?.resetAndDestroy() : false))

  await clusters.selfTest(forever)
  expect(log.lines).toContainEqual(expect.objectContaining({ level: 'warn' }))
  const reader = clusters.open('c1', callContext()).reader
  expect(await failureOf(reader.kinds())).toMatchObject({ code: 'cluster-unreachable' })

  down = false
  clock.pass(11_000)
  expect(await reader.kinds()).not.toEqual([])
})

test('a start that is given up does not wait for a cluster that hangs', async () => {
  const { clusters, server } = await kubeSession()
  server.on(() => undefined)
  const stop = new AbortController()

  const testing = failureOf(clusters.selfTest(stop.signal))
  await server.arrived('/apis/authorization.k8s.io/v1/selfsubjectrulesreviews')
  stop.abort()

  expect(await testing).toMatchObject({ code: 'cancelled' })
})
