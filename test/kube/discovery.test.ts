import { describe, expect, test } from 'vitest'
import { resolveKind } from '../../src/kube/discovery/resolve-kind.ts'
import { readAggregated } from '../../src/kube/discovery/read-aggregated.ts'
import type { ServedKind } from '../../src/kube/discovery/catalog.ts'
import { answer, refuse } from '../support/kube-server.ts'
import { callContext, failureOf, kubeSession } from '../support/kube-session.ts'

const served = (
  apiVersion: string,
  words: string,
  shortNames: readonly string[] = [],
): ServedKind => {
  const [resource = '', kind = ''] = words.split(' ')
  const [version = '', group = ''] = apiVersion.split('/').toReversed()
  return {
    group,
    version,
    preferred: version === 'v1',
    kind,
    resource,
    singular: kind.toLowerCase(),
    shortNames,
    namespaced: true,
    verbs: [],
    subresources: [],
  }
}
const catalog = {
  missing: [],
  kinds: [
    served('metrics.k8s.io/v1beta1', 'pods PodMetrics'),
    served('v1', 'pods Pod', ['po']),
    served('v1', 'events Event', ['ev']),
    served('extensions/v1beta1', 'deployments Deployment', ['deploy']),
    served('apps/v1beta1', 'deployments Deployment', ['deploy']),
    served('apps/v1', 'deployments Deployment', ['deploy']),
    served('events.k8s.io/v1', 'events Event', ['ev']),
    served('batch/v1', 'jobs Job'),
    served('batch/v1beta1', 'cronjobs CronJob', ['cj']),
    served('stable.example.com/v1', 'crontabs CronTab', ['ct', 'po']),
  ],
}

describe('a kind is found as kubectl finds it', () => {
  test.each([
    ['pods', 'v1', 'pods'],
    ['pod', 'v1', 'pods'],
    ['po', 'v1', 'pods'],
    ['Pod', 'v1', 'pods'],
    ['PODS', 'v1', 'pods'],
    ['deploy', 'apps/v1', 'deployments'],
    ['deployments.extensions', 'extensions/v1beta1', 'deployments'],
    ['deployments.v1beta1.apps', 'apps/v1beta1', 'deployments'],
    ['deploy.apps', 'apps/v1', 'deployments'],
    ['pods.metrics.k8s.io', 'metrics.k8s.io/v1beta1', 'pods'],
    ['podmetrics', 'metrics.k8s.io/v1beta1', 'pods'],
    ['pods.v1', 'v1', 'pods'],
    ['ev', 'v1', 'events'],
    ['events.events.k8s.io', 'events.k8s.io/v1', 'events'],
    ['cj', 'batch/v1beta1', 'cronjobs'],
    ['ct', 'stable.example.com/v1', 'crontabs'],
    ['crontabs.stable', 'stable.example.com/v1', 'crontabs'],
    ['CronTab.v1.stable.example.com', 'stable.example.com/v1', 'crontabs'],
  ])('%s is %s %s', (word, apiVersion, resource) => {
    const kind = resolveKind(word, catalog)

    expect(`${kind?.group ? `${kind.group}/` : ''}${kind?.version}`).toBe(apiVersion)
    expect(kind?.resource).toBe(resource)
    expect(kind).not.toHaveProperty('preferred')
  })

  test.each(['', '.', 'nope', 'pods.nope', 'deployments.v9.apps', '__proto__', 'constructor'])(
    '%j is none',
    (word) => {
      expect(resolveKind(word, catalog)).toBeUndefined()
    },
  )
})

const widgets = {
  name: 'widgets',
  singularName: 'widget',
  namespaced: false,
  kind: 'Widget',
  verbs: ['list'],
}

test('what a cluster serves is asked once and remembered', async () => {
  const { server, session } = await kubeSession()

  const [deployment] = await Promise.all([
    session.reader.kind('deploy'),
    session.reader.kind('po'),
    session.reader.kinds(),
  ])

  expect(deployment).toMatchObject({
    group: 'apps',
    singular: 'deployment',
    subresources: ['scale'],
  })
  expect(server.seen.filter(({ path }) => path === '/apis/apps/v1')).toHaveLength(1)
})

test('an unknown kind is answered with near ones, and asked for again at most each 5 seconds', async () => {
  const { server, session, clock } = await kubeSession()

  const error = await failureOf(session.reader.kind('deploymnet'))
  await failureOf(session.reader.kind('deploymnet'))

  expect(error).toMatchObject({
    name: 'UsageError',
    code: 'unknown-kind',
    suggestions: ['deployment', 'deployments'],
  })
  const asked = () => server.seen.filter(({ path }) => path === '/apis').length
  expect(asked()).toBe(1)

  server.on((seen, response) => {
    if (seen.path === '/api/v1') return answer(response, 200, { resources: [widgets] })
    return false
  })
  clock.pass(6_000)
  expect(await session.reader.kind('widget')).toMatchObject({ kind: 'Widget', namespaced: false })
  expect(asked()).toBe(2)
})

test('what is known is asked for anew after ten minutes, and kept when nobody answers', async () => {
  const { server, session, clock, log } = await kubeSession()
  await session.reader.kind('po')
  server.on((seen, response) => seen.path === '/apis' && refuse(response, 500))

  clock.pass(11 * 60_000)

  expect(await session.reader.kind('po')).toMatchObject({ kind: 'Pod' })
  expect(log.lines).toContainEqual(
    expect.objectContaining({ message: 'discovery failed, using what was known' }),
  )
})

test('an API group that does not answer (metrics.k8s.io, say) does not hide the others', async () => {
  const { server, session } = await kubeSession()
  const metrics = { name: 'metrics.k8s.io', versions: [{ version: 'v1beta1' }] }
  server.on((seen, response) => {
    if (seen.path === '/apis') return answer(response, 200, { groups: [metrics] })
    return (
      seen.path === '/apis/metrics.k8s.io/v1beta1' &&
      refuse(response, 503, { reason: 'ServiceUnavailable' })
    )
  })

  expect(await session.reader.kind('po')).toMatchObject({ kind: 'Pod' })
  const error = await failureOf(session.reader.kind('podmetrics'))
  expect(error).toMatchObject({
    code: 'unknown-kind',
    hint: ['These API groups do not answer just now: ', 'metrics.k8s.io/v1beta1', '.'],
  })
})

test('a person without the right to discover hears so, and it is not remembered for others', async () => {
  const { server, session } = await kubeSession()
  let forbidden = true
  server.on((seen, response) => {
    if (seen.path !== '/apis' || !forbidden) return false
    return refuse(response, 403, {
      message: 'forbidden: User "ann@example.com" cannot get path "/apis"',
    })
  })

  expect(await failureOf(session.reader.kinds())).toMatchObject({ name: 'ForbiddenError' })
  forbidden = false
  expect(await session.reader.kinds()).not.toEqual([])
})

test('what one may not discover is not told to another who asks at the same time', async () => {
  const { server, clusters, session } = await kubeSession()
  const bob = { ...callContext().actor, user: 'bob' }
  await session.reader.version()
  server.on((seen, response) => {
    if (seen.path !== '/apis' || seen.header('impersonate-user')[0] === 'bob') return false
    return refuse(response, 403, {
      message: 'forbidden: User "ann@example.com" cannot get path "/apis"',
    })
  })

  const [ann, kinds] = await Promise.all([
    failureOf(session.reader.kinds()),
    clusters.open('c1', callContext({ actor: bob })).reader.kinds(),
  ])

  expect(ann).toMatchObject({ right: { user: 'ann@example.com' } })
  expect(kinds).not.toEqual([])
})

test('without the core group nothing is known, and nothing is remembered', async () => {
  const { server, session } = await kubeSession()
  let down = true
  server.on((seen, response) => seen.path === '/api/v1' && down && refuse(response, 500))

  expect(await failureOf(session.reader.kind('po'))).toMatchObject({ name: 'UnavailableError' })
  down = false
  expect(await session.reader.kind('po')).toMatchObject({ kind: 'Pod' })
})

test('a newer server tells everything in one answer', async () => {
  const { server, session } = await kubeSession()
  const resource = {
    resource: 'gateways',
    responseKind: { kind: 'Gateway' },
    scope: 'Namespaced',
    singularResource: 'gateway',
    shortNames: ['gtw'],
    verbs: ['get'],
    subresources: [{ subresource: 'status' }],
  }
  const group = {
    metadata: { name: 'gateway.networking.k8s.io' },
    versions: [
      { version: 'v1', resources: [resource] },
      { version: 'v1beta1', resources: [resource] },
    ],
  }
  server.on((seen, response) => {
    const offered = seen.header('accept')[0]?.includes('as=APIGroupDiscoveryList')
    if (seen.path !== '/apis' || !offered) return false
    return answer(response, 200, { kind: 'APIGroupDiscoveryList', items: [group] })
  })

  expect(await session.reader.kind('gtw')).toEqual({
    group: 'gateway.networking.k8s.io',
    version: 'v1',
    kind: 'Gateway',
    resource: 'gateways',
    singular: 'gateway',
    shortNames: ['gtw'],
    namespaced: true,
    verbs: ['get'],
    subresources: ['status'],
  })
})

test('a stale group of an aggregated answer is named, not lost', () => {
  const items = [
    {
      metadata: { name: 'metrics.k8s.io' },
      versions: [{ version: 'v1beta1', freshness: 'Stale' }],
    },
  ]

  expect(readAggregated({ kind: 'APIGroupDiscoveryList', items })?.missing).toEqual([
    'metrics.k8s.io/v1beta1',
  ])
})
