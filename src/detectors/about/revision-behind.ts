import { REVISION } from '../../core/kinds/workload.ts'
import type { Rollout } from '../../core/finding.ts'
import type { Look, Watched } from '../../core/watched.ts'
import { fieldsOf, itemsOf, momentOf, specOf, textOf } from '../reading/fields.ts'
import { oneLine } from '../reading/one-line.ts'

/** A pod made so soon after its revision came with it; later ones only replace others. */
const SOON = 30 * 60_000

/** The revision that a pod came with; none for the first one, which replaced nothing. */
export function revisionBehind(pod: Watched, look: Look): Rollout | undefined {
  const set = pod.owners
    .map(({ uid }) => look.byUid(uid))
    .find((one) => isReplicaSet(one) && one.namespace === pod.namespace)
  const owner = set?.owners.find(({ controller }) => controller)
  const begun = momentOf(pod.createdAt)
  const made = momentOf(set?.createdAt)
  if (!set || !owner || !made || !begun || begun.getTime() - made.getTime() > SOON) return undefined
  return rolloutOf(set, look.ownedBy({ ...set, uid: owner.uid }, 'replicasets.apps'))
}

/** The newest revision of a deployment; none where it has only one. */
export function newestRevision(workload: Watched, look: Look): Rollout | undefined {
  const sets = look.ownedBy(workload, 'replicasets.apps')
  const [newest] = sets.toSorted((a, b) => revisionOf(b) - revisionOf(a))
  return newest && rolloutOf(newest, sets)
}

function rolloutOf(set: Watched, all: readonly Watched[]): Rollout | undefined {
  const before = previousOf(set, all)
  const made = momentOf(set.createdAt)
  if (!before || !made) return undefined
  const revision = oneLine(set.annotations[REVISION] ?? '?', 20)
  const images = oneLine(imageChanges(before, set).join(', '))
  return { revision, at: made.toISOString(), images }
}

const isReplicaSet = (object: Watched | undefined): object is Watched =>
  object?.resource === 'replicasets' && object.group === 'apps'

function previousOf(set: Watched, all: readonly Watched[]): Watched | undefined {
  const own = revisionOf(set)
  return all
    .filter((one) => revisionOf(one) < own)
    .toSorted((a, b) => revisionOf(b) - revisionOf(a))[0]
}

const revisionOf = ({ annotations }: Watched) => Number(annotations[REVISION] ?? 0) || 0

function imageChanges(before: Watched, after: Watched): readonly string[] {
  const old = imagesOf(before)
  return [...imagesOf(after)].flatMap(([name, image]) => {
    const was = old.get(name)
    return was === undefined || was === image ? [] : [`${name} ${was} → ${image}`]
  })
}

function imagesOf(set: Watched): ReadonlyMap<string, string> {
  const template = fieldsOf(fieldsOf(specOf(set)['template'])['spec'])
  return new Map(
    itemsOf(template['containers']).map(({ name, image }) => [
      textOf(name) ?? '?',
      textOf(image) ?? '?',
    ]),
  )
}
