import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { startCluster } from '../../../playground/cluster/cluster.ts'
import type { WatchedChange } from '../../../src/core/watched.ts'
import { changeReaders } from '../../../src/detectors/changes/readers.ts'
import { ClusterSettings } from '../../../src/kube/settings.ts'
import { createWatching } from '../../../src/kube/watch/watching.ts'
import { systemClock } from '../../../src/telemetry/system-seams.ts'
import { createClusterClient } from '../../support/cluster-client.ts'
import { fakeLog } from '../../support/fake-log.ts'
import { folder } from '../../support/kube-session.ts'
import { soon } from '../../support/watched-pods.ts'

const WEB = '/apis/apps/v1/namespaces/shop/deployments/web'

test('an image that somebody changes on a whole cluster is read with who wrote it', async () => {
  const cluster = await startCluster({ speed: 20 })
  const kubeconfig = join(folder(), 'config')
  writeFileSync(kubeconfig, cluster.kubeconfig('admin'))
  const { url } = cluster
  const client = createClusterClient({ url, admin: 'admin-token', bot: '' })
  const watching = createWatching(ClusterSettings.parse({ name: 'c1', kubeconfig }), {
    clock: systemClock,
    log: fakeLog(),
    env: {},
    version: '1',
    keepings: changeReaders.flatMap(({ keeps }) => keeps),
  })
  onTestFinished(async () => {
    await watching.stop()
    await client.close()
    await cluster.stop()
  })
  await watching.start()
  await watching.synced()
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
  await soon(() => read().length > 0, 10_000)

  expect(read()[0]).toMatchObject({ about: { name: 'web' }, by: 'kubectl-set' })
  expect(read()[0]?.changes[0]).toMatchObject({ field: 'web image', after: 'shop/web:2.0' })
})
