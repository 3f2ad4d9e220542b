import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { startCluster } from '../../../playground/cluster/cluster.ts'
import { detectors } from '../../../src/detectors/index.ts'
import { ClusterSettings } from '../../../src/kube/settings.ts'
import { createWatching } from '../../../src/kube/watch/watching.ts'
import { systemClock } from '../../../src/telemetry/system-seams.ts'
import { fakeLog } from '../../support/fake-log.ts'
import { folder } from '../../support/kube-session.ts'
import { noMeter } from '../../../src/core/meter.ts'
import { until } from '../../support/patience.ts'

test.each([
  ['gives its lists in pages', 'v1.31.4', false],
  ['begins its watches with all there is', 'v1.34.0', true],
])(
  'K2, K3: on a whole cluster that %s, cut in the middle of events and compacted, what is kept stays true',
  async (_name, version, isStreamed) => {
    const cluster = await startCluster({ speed: 20, version })
    const kubeconfig = join(folder(), 'config')
    writeFileSync(kubeconfig, cluster.kubeconfig('admin'))
    const watching = createWatching(ClusterSettings.parse({ name: 'c1', kubeconfig }), {
      clock: systemClock,
      log: fakeLog(),
      env: {},
      meter: noMeter,
      version: '1',
      keepings: detectors.flatMap(({ keeps }) => keeps),
      random: () => 0,
    })
    onTestFinished(async () => {
      await watching.stop()
      await cluster.stop()
    })
    cluster.faults.inject({ fault: 'cut-watch', after: 5 }, { watch: true, path: /pods/ })
    cluster.faults.inject({ fault: 'status', code: 410 }, { watch: true, path: /deployments/ })

    await watching.start()
    await watching.synced()
    cluster.compact()

    const phases = () =>
      new Map(
        watching.look.list('pods').map(({ name, body }) => [name, JSON.stringify(body['status'])]),
      )
    await until(
      () => [...phases().values()].filter((status) => status?.includes('"Running"')).length >= 18,
    )
    await until(() => watching.states().every(({ state }) => state === 'watching'))
    const { pods, deployments, nodes } = {
      pods: watching.look.list('pods'),
      deployments: watching.look.list('deployments.apps'),
      nodes: watching.look.list('nodes'),
    }
    expect(nodes).toHaveLength(3)
    expect(deployments.length).toBeGreaterThanOrEqual(7)
    const web = watching.look.get('deployments.apps', 'web', 'shop')
    const [owner] = web ? watching.look.ownedBy(web, 'replicasets.apps') : []
    expect(owner && watching.look.ownedBy(owner, 'pods')).toHaveLength(3)
    expect(nodes.flatMap(({ name }) => watching.look.onNode(name)).length).toBe(pods.length)
    const states = new Map(watching.states().map(({ resource, state }) => [resource, state]))
    expect(states.get('pods')).toBe('watching')
    expect(states.get('deployments.apps')).toBe('watching')
    expect(new Set(states.values())).toEqual(new Set(['watching']))
    const asked = cluster.requests().map(({ path }) => path)
    expect(asked.some((path) => path.includes('sendInitialEvents=true'))).toBe(isStreamed)
    expect(asked.some((path) => path.includes('/pods?limit='))).toBe(!isStreamed)
  },
)
