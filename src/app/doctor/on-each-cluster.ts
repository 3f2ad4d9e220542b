import type { Examination } from '../../kube/examination/examination.ts'
import type { ClusterSettings } from '../../kube/settings.ts'
import type { Report } from './check.ts'
import type { Patient } from './patient.ts'

/** Looks at all clusters at once: one that hangs keeps nobody from the others. */
export async function onEachCluster(
  { clusters }: Patient,
  { wrong }: Report<'cluster-misconfigured'>,
  look: (cluster: Examination, settings: ClusterSettings) => Promise<void>,
): Promise<void> {
  await Promise.all(
    clusters.map(async ({ settings, open }) => {
      let cluster: Examination
      try {
        cluster = open()
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error)
        return wrong('cluster-misconfigured', `${settings.name}: ${why}`)
      }
      try {
        await look(cluster, settings)
      } finally {
        await cluster.close()
      }
    }),
  )
}
