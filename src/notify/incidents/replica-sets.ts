import { REVISION } from '../../core/kinds/workload.ts'
import type { Subject } from '../../core/finding.ts'
import type { Look, Watched } from '../../core/watched.ts'

/** An owner's ReplicaSets, the one in force first. */
export const replicaSetsOf = (
  owner: Pick<Subject, 'uid' | 'namespace'>,
  look: Look,
): readonly Watched[] =>
  look
    .ownedBy(owner, 'replicasets.apps')
    .toSorted((one, other) => revisionNumber(other) - revisionNumber(one))

export const revisionNumber = ({ annotations }: Watched): number =>
  Number(annotations[REVISION] ?? 0) || 0
