import { expect, test } from 'vitest'
import { z } from 'zod'
import { KubeObject } from '../../src/core/resource.ts'
import { answer, refuse } from '../support/kube-server.ts'
import { failureOf, kubeSession, PODS } from '../support/kube-session.ts'

const pod = (name: string) => ({ metadata: { name, namespace: 'shop' } })

test('a long list is read page by page', async () => {
  const { server, session } = await kubeSession()
  server.on((seen, response) => {
    if (seen.path !== '/api/v1/pods') return false
    const page = Number(seen.query.get('continue') ?? 0)
    const items = [pod(`a${page}`), pod(`b${page}`)]
    return answer(response, 200, {
      metadata: { continue: page < 2 ? String(page + 1) : '' },
      items,
    })
  })

  const { items, more } = await session.reader.list({ kind: PODS }, KubeObject)

  expect(items.map(({ metadata }) => metadata.name)).toEqual(['a0', 'b0', 'a1', 'b1', 'a2', 'b2'])
  expect(more).toBe(false)
})

test('a limit stops the reading and says that there is more', async () => {
  const { server, session } = await kubeSession()
  server.on((seen, response) => {
    if (seen.path !== '/api/v1/pods') return false
    return answer(response, 200, { metadata: { continue: 'next' }, items: [pod('a'), pod('b')] })
  })

  const listed = await session.reader.list({ kind: PODS, limit: 2 }, KubeObject)

  expect(listed).toMatchObject({ items: [{}, {}], more: true })
  expect(server.seen.map(({ query }) => query.get('limit'))).toEqual(['2'])
})

test('K9: a list that expires on page 2 is read again from the top, never returned half', async () => {
  const { server, session } = await kubeSession()
  let expired = 0
  server.on((seen, response) => {
    if (seen.path !== '/api/v1/pods') return false
    if (!seen.query.get('continue')) {
      return answer(response, 200, { metadata: { continue: 'two' }, items: [pod('a')] })
    }
    if (expired++ === 0) return refuse(response, 410, { reason: 'Expired' })
    return answer(response, 200, { items: [pod('b')] })
  })

  const { items } = await session.reader.list({ kind: PODS }, KubeObject)

  expect(items.map(({ metadata }) => metadata.name)).toEqual(['a', 'b'])
})

test('K9: a list that always expires ends with an error that says so', async () => {
  const { server, session } = await kubeSession()
  server.on(
    (seen, response) =>
      seen.path === '/api/v1/pods' && refuse(response, 410, { reason: 'Expired' }),
  )

  const error = await failureOf(session.reader.list({ kind: PODS }, KubeObject))

  expect(error).toMatchObject({ name: 'UnavailableError', code: 'list-expired' })
})

test('K14: objects of an unexpected shape are left out and counted', async () => {
  const { server, session } = await kubeSession()
  const Pod = KubeObject.extend({ spec: z.looseObject({ nodeName: z.string() }) })
  const good = { ...pod('a'), spec: { nodeName: 'n1' } }
  server.on((seen, response) => {
    if (seen.path !== '/api/v1/pods') return false
    return answer(response, 200, { items: [good, { spec: {} }, pod('b'), null, 7] })
  })

  const listed = await session.reader.list({ kind: PODS }, Pod)

  expect(listed).toMatchObject({ items: [{ metadata: { name: 'a' } }], malformed: 4 })
})

test('K14: an answer that is no JSON is an error for people, without what it said', async () => {
  const { server, session } = await kubeSession()
  server.on((seen, response) => seen.path.endsWith('/web') && answer(response, 200, '<html>s3cret'))

  const error = await failureOf(
    session.reader.get({ kind: PODS, namespace: 'shop', name: 'web' }, KubeObject),
  )

  expect(error).toMatchObject({ code: 'cluster-answer-unreadable' })
  expect(String(error)).not.toContain('s3cret')
})

test('a table is printed as the server prints it, over all pages', async () => {
  const { server, session } = await kubeSession()
  server.on((seen, response) => {
    if (seen.path !== '/api/v1/namespaces/shop/pods') return false
    const second = seen.query.get('continue') === 'two'
    return answer(response, 200, {
      kind: 'Table',
      metadata: { continue: second ? '' : 'two' },
      columnDefinitions: second
        ? []
        : [
            { name: 'Name', priority: 0 },
            { name: 'Node', priority: 1 },
          ],
      rows: [
        {
          cells: [second ? 'b' : 'a', null],
          object: {
            metadata: { name: second ? 'b' : 'a', namespace: 'shop', labels: { app: 'x' } },
          },
        },
      ],
    })
  })

  const table = await session.reader.table({
    kind: PODS,
    namespace: 'shop',
    labelSelector: 'app=x',
  })

  expect(table).toEqual({
    columns: [
      { name: 'Name', wide: false },
      { name: 'Node', wide: true },
    ],
    rows: [
      { cells: ['a', '<none>'], name: 'a', namespace: 'shop', labels: { app: 'x' } },
      { cells: ['b', '<none>'], name: 'b', namespace: 'shop', labels: { app: 'x' } },
    ],
    more: false,
  })
  expect(server.seen[0]?.header('accept')[0]).toContain('as=Table;v=v1;g=meta.k8s.io')
  expect(server.seen[0]?.query.get('includeObject')).toBe('Metadata')
})

test('a server that prints no tables still gives names and dates', async () => {
  const { server, session } = await kubeSession()
  const object = { metadata: { name: 'a', creationTimestamp: '2026-01-01T00:00:00Z' } }
  server.on((seen, response) => {
    if (seen.path === '/api/v1/pods') return answer(response, 200, { items: [object] })
    return seen.path.endsWith('/pods/a') && answer(response, 200, object)
  })

  const list = await session.reader.table({ kind: PODS })
  const one = await session.reader.table({ kind: PODS, namespace: 'shop', name: 'a' })

  expect(list.rows).toMatchObject([{ cells: ['a', '2026-01-01T00:00:00Z'], name: 'a' }])
  expect(one.rows).toEqual(list.rows)
})
