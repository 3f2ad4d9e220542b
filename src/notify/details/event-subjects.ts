import { ownersOf } from '../../core/about/owners.ts'
import type { EventSubject } from '../../core/incidents/incident-reader.ts'
import type { Incident } from '../../core/incidents/incident.ts'
import type { Look, Watched } from '../../core/watched.ts'
import { replicaSetsOf } from '../incidents/replica-sets.ts'

/** The owner, what stands between it and its pods, and the pod that shows most. */
export function eventSubjects(
  { about, affected }: Incident,
  pod: Watched | undefined,
  look: Look,
): readonly EventSubject[] {
  const [set] = pod ? ownersOf(pod, look) : []
  const [newest] = replicaSetsOf(about, look)
  const [first] = affected.some
  const place = (namespace: string | undefined) => (namespace === undefined ? {} : { namespace })
  const all: readonly EventSubject[] = [
    { kind: about.kind, name: about.name, ...place(about.namespace) },
    ...(first ? [{ kind: first.kind, name: first.name, ...place(first.namespace) }] : []),
    ...(pod ? [{ kind: 'Pod', name: pod.name, ...place(pod.namespace) }] : []),
    ...(set ? [{ kind: set.kind, name: set.name, ...place(pod?.namespace) }] : []),
    ...(!pod && newest
      ? [{ kind: 'ReplicaSet', name: newest.name, ...place(newest.namespace) }]
      : []),
  ]
  return [...new Map(all.map((one) => [`${one.kind}/${one.name}`, one])).values()]
}
