import { sayDuration } from '../../core/words/duration.ts'
import { type Text, text } from '../../core/text.ts'
import type { Look, Watched } from '../../core/watched.ts'
import { fieldsOf, itemsOf, momentOf, specOf, textOf } from '../reading/fields.ts'

/** Trouble that begins so soon after a revision is taken to have come with it. */
const SOON = 30 * 60_000
const REVISION = 'deployment.kubernetes.io/revision'

/** `began 40 s after revision 42: app web:1.4 → web:1.5`, where the pod's own ReplicaSet tells so. */
export function revisionBehind(pod: Watched, look: Look, began: Date): Text | undefined {
  const set = pod.owners.map(({ uid }) => look.byUid(uid)).find(isReplicaSet)
  const owner = set?.owners.find(({ controller }) => controller)
  if (!set || !owner) return undefined
  const before = previousOf(set, look.ownedBy(owner.uid, 'replicasets.apps'))
  const made = momentOf(set.createdAt)
  if (!before || !made) return undefined
  const after = began.getTime() - made.getTime()
  const images = imageChanges(before, set)
  if (after < 0 || after > SOON || images.length === 0) return undefined
  const revision = set.annotations[REVISION] ?? '?'
  return text`began ${sayDuration(after)} after revision ${revision}: ${images.join(', ')}`
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
