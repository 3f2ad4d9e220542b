import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { startCluster } from '../../../playground/cluster/cluster.ts'
import type { Keeping } from '../../../src/core/watched.ts'
import { ClusterSettings } from '../../../src/kube/settings.ts'
import { createWatching } from '../../../src/kube/watch/watching.ts'
import { systemClock } from '../../../src/telemetry/system-seams.ts'
import { createClusterClient } from '../../support/cluster-client.ts'
import { fakeLog } from '../../support/fake-log.ts'
import { folder } from '../../support/kube-session.ts'
import { noMeter } from '../../../src/core/meter.ts'

/** A whole embedded cluster, what the bot watches of it, and somebody who changes it. */
export async function watchedCluster(keepings: readonly Keeping[]) {
  const cluster = await startCluster({ speed: 20 })
  const kubeconfig = join(folder(), 'config')
  writeFileSync(kubeconfig, cluster.kubeconfig('admin'))
  const client = createClusterClient({ url: cluster.url, ...cluster.tokens })
  const watching = createWatching(ClusterSettings.parse({ name: 'c1', kubeconfig }), {
    clock: systemClock,
    log: fakeLog(),
    env: {},
    meter: noMeter,
    version: '1',
    keepings,
  })
  onTestFinished(async () => {
    await watching.stop()
    await client.close()
    await cluster.stop()
  })
  await watching.start()
  await watching.synced()
  return { cluster, client, watching }
}
