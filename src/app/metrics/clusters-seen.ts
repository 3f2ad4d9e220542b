import type { Clusters } from '../../core/cluster.ts'
import { bounded, gauge, type Meter } from '../../core/meter.ts'

export const REACHABLE = gauge({
  name: 'deckwatch_cluster_reachable',
  help: 'Whether the last call to a cluster in somebody’s name got an answer (1) or not (0); absent before the first.',
  labels: { cluster: bounded('the clusters that are configured') },
})

export function meterClusters({ health }: Pick<Clusters, 'health'>, meter: Meter): void {
  meter.read(REACHABLE, () =>
    health()
      .filter(({ state }) => state !== 'not-asked-yet')
      .map((one) => ({
        labels: { cluster: one.cluster },
        value: one.state === 'reachable' ? 1 : 0,
      })),
  )
}
