import { expect, test } from 'vitest'
import type { WatchedChange } from '../../../src/core/watched.ts'
import { changeReaders } from '../../../src/detectors/changes/readers.ts'
import { watchedCluster } from './watched-cluster.ts'
import { until } from '../../support/patience.ts'

const WEB = '/apis/apps/v1/namespaces/shop/deployments/web'

test('an image that somebody changes on a whole cluster is read with who wrote it', async () => {
  const keepings = changeReaders.flatMap(({ keeps }) => keeps)
  const { client, watching } = await watchedCluster(keepings)
  const changes: WatchedChange[] = []
  watching.onChange('deployments.apps', (change) => void changes.push(change))
  const image = [{ name: 'web', image: 'shop/web:2.0' }]
  const { code } = await client.call('PATCH', `${WEB}?fieldManager=kubectl-set`, {
    body: { spec: { template: { spec: { containers: image } } } },
    type: 'application/strategic-merge-patch+json',
  })
  expect(code).toBe(200)

  const read = () =>
    changes.flatMap(({ before, after }) => {
      const [reader] = changeReaders
      return (before && after && reader?.read(before, after, watching.look)) || []
    })
  await until(() => read().length > 0)

  expect(read()[0]).toMatchObject({ about: { name: 'web' }, by: 'kubectl-set' })
  expect(read()[0]?.changes[0]).toMatchObject({ field: 'web image', after: 'shop/web:2.0' })
})
