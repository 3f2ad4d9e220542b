import { startCluster } from '../../playground/cluster/cluster.ts'
import { describeCluster } from './cluster-behaviour.ts'

describeCluster('the embedded cluster', async () => {
  const cluster = await startCluster({ seed: 'bare', speed: 10 })
  const { url, tokens } = cluster
  return { url, ...tokens, forget: cluster.compact, close: cluster.stop }
})
