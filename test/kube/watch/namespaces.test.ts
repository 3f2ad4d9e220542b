import { expect, test } from 'vitest'
import { refuse } from '../../support/kube-server.ts'
import { watchRig } from '../../support/watched-pods.ts'
import { until } from '../../support/patience.ts'

const pods = (namespace: string) => `/api/v1/namespaces/${namespace}/pods`

test('with namespaces given each is watched by itself, and never all', async () => {
  const { server, watching } = await watchRig({
    namespaces: ['shop', 'search'],
    keepings: [
      { group: '', resource: 'pods', paths: [] },
      { group: '', resource: 'nodes', paths: [] },
    ],
  })
  await watching.start()
  await until(() => watching.states().length === 3)
  await watching.synced()

  const asked = new Set(server.all.map(({ path }) => path))
  expect(asked).toContain(pods('shop'))
  expect(asked).toContain(pods('search'))
  expect(asked).not.toContain('/api/v1/pods')
  expect(watching.states().map(({ resource, namespace }) => `${resource} ${namespace}`)).toEqual([
    'pods shop',
    'pods search',
    'nodes undefined',
  ])
  expect(watching.states()[2]?.state).toBe('gone')
})

test('a namespace that is forbidden does not hide the others', async () => {
  const { server, watching } = await watchRig({ namespaces: ['shop', 'secret'] })
  const message = 'pods is forbidden: User "bot" cannot list resource "pods"'
  server.on(({ path }, response) => path === pods('secret') && refuse(response, 403, { message }))

  await watching.start()
  await until(() => watching.states().length === 2)
  await watching.synced()

  expect(
    watching
      .states()
      .map(({ state }) => state)
      .toSorted(),
  ).toEqual(['forbidden', 'watching'])
  expect(watching.look.knows('pods')).toBe(false)
})
