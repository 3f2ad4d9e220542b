import { useState } from 'preact/hooks'
import type { ClusterPage, WorkloadCard } from '../../../cluster/page-model.ts'
import { useDesk } from '../shell/desk.ts'
import { EventList } from './event-list.tsx'
import { NodeList } from './node-list.tsx'
import { WorkloadView } from './workload-view.tsx'

/** The embedded cluster: what runs in it, and buttons that break it. */
export function ClusterPane() {
  const { clusters } = useDesk().world
  const [chosen, choose] = useState('')
  const cluster = clusters.find(({ name }) => name === chosen) ?? clusters[0]
  if (!cluster)
    return (
      <section class="cluster" aria-label="Cluster">
        No cluster runs.
      </section>
    )
  return (
    <section class="cluster" aria-label={`Cluster ${cluster.name}`}>
      <Head cluster={cluster} choose={choose} />
      <div class="cluster-body" tabIndex={0} role="region" aria-label="Nodes and workloads">
        <h3>Nodes</h3>
        <NodeList cluster={cluster} />
        {groupByNamespace(cluster.workloads).map(([namespace, workloads]) => (
          <section key={namespace}>
            <h3>{namespace}</h3>
            <ul class="workloads">
              {workloads.map((workload) => (
                <WorkloadView
                  key={workload.uid}
                  workload={workload}
                  cluster={cluster.name}
                  isOnly={clusters.length === 1}
                />
              ))}
            </ul>
          </section>
        ))}
      </div>
      <EventList events={cluster.events} />
    </section>
  )
}

type HeadProps = { readonly cluster: ClusterPage; readonly choose: (name: string) => void }

function Head({ cluster, choose }: HeadProps) {
  const { world, breakIt } = useDesk()
  const many = world.clusters.length > 1
  return (
    <header class="cluster-head">
      {many ? (
        <select
          aria-label="Cluster"
          value={cluster.name}
          onChange={(event) => choose(event.currentTarget.value)}
        >
          {world.clusters.map(({ name }) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      ) : (
        <h2>{cluster.name}</h2>
      )}
      <p class="topic" title={`Kubernetes ${cluster.version}`}>
        {cluster.version}
      </p>
      <button
        type="button"
        class="button small break"
        title="A bad release for 14 tenants at once"
        onClick={() => breakIt(cluster.name, { action: 'storm' })}
      >
        Storm
      </button>
      <button
        type="button"
        class="button small"
        onClick={() => breakIt(cluster.name, { action: 'recover-all' })}
      >
        Mend everything
      </button>
    </header>
  )
}

/** The fullest namespaces first, Kubernetes' own last. */
function groupByNamespace(workloads: readonly WorkloadCard[]) {
  const groups = new Map<string, WorkloadCard[]>()
  for (const workload of workloads) {
    groups.set(workload.namespace, [...(groups.get(workload.namespace) ?? []), workload])
  }
  const isSystem = (namespace: string) => Number(namespace.startsWith('kube-'))
  return [...groups].toSorted(
    ([a, some], [b, others]) => isSystem(a) - isSystem(b) || others.length - some.length,
  )
}
