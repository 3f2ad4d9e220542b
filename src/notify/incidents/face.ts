import { watchedAs } from '../../core/about/references.ts'
import type { Face, Incident } from '../../core/incidents/incident.ts'
import type { Watching } from '../../core/watched.ts'
import { replicaSetsOf } from './replica-sets.ts'
import { compareSeverity } from './sign.ts'

type Looking = Pick<Watching, 'cluster' | 'look'>

/** As it looks now, for a mute that holds until that changes. */
export function faceOf(incident: Incident, watchings: readonly Looking[]): Face {
  const { id, severity } = incident
  const revision = revisionOf(incident, watchings)
  return { id, severity, ...(revision !== undefined && { revision }) }
}

/** It is neither worse, nor over, nor of another revision; where the revision is not known now, it is taken to stand. */
export const holds = (face: Face, incident: Incident, revision: string | undefined): boolean =>
  incident.state === 'open' &&
  compareSeverity(incident.severity, face.severity) <= 0 &&
  (face.revision === undefined || revision === undefined || face.revision === revision)

/** What the pods of the owner are made from now, as far as it is watched: the same name, the same template. */
export function revisionOf(
  { about, scope }: Incident,
  watchings: readonly Looking[],
): string | undefined {
  const look = watchings.find(({ cluster }) => cluster === scope.cluster)?.look
  const [newest] = look ? replicaSetsOf(about, look) : []
  if (newest) return newest.name
  const status = look && watchedAs(about, look)?.body['status']
  if (typeof status !== 'object' || status === null || !('updateRevision' in status))
    return undefined
  return typeof status.updateRevision === 'string' ? status.updateRevision : undefined
}
