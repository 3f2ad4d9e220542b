import { startCluster } from '../../playground/cluster/cluster.ts'
import { describeCluster } from './cluster-behaviour.ts'

describeCluster('the embedded cluster', async () => {
  const cluster = await startCluster({ seed: 'bare', speed: 10 })
  const { url, tokens } = cluster
  return {
    url,
    ...tokens,
    forget: cluster.compact,
    heartbeat: async (node, how) =>
      cluster.break({ action: how === 'down' ? 'lose-node' : 'recover-node', node }),
    close: cluster.stop,
  }
})
