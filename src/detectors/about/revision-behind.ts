import { type Text, text, time } from '../../core/text.ts'
import type { Look, Watched } from '../../core/watched.ts'
import { fieldsOf, itemsOf, momentOf, specOf, textOf } from '../reading/fields.ts'
import { oneLine } from '../reading/one-line.ts'

/** A pod made so soon after its revision came with it; later ones only replace others. */
const SOON = 30 * 60_000
const REVISION = 'deployment.kubernetes.io/revision'

/** `new in revision 42 of 14:02: app web:1.4 → web:1.5`, for a pod that came with that revision. */
export function revisionBehind(pod: Watched, look: Look): Text | undefined {
  const set = pod.owners.map(({ uid }) => look.byUid(uid)).find(isReplicaSet)
  const owner = set?.owners.find(({ controller }) => controller)
  if (!set || !owner) return undefined
  const before = previousOf(set, look.ownedBy(owner.uid, 'replicasets.apps'))
  const made = momentOf(set.createdAt)
  const begun = momentOf(pod.createdAt)
  if (!before || !made || !begun || begun.getTime() - made.getTime() > SOON) return undefined
  const images = imageChanges(before, set)
  if (images.length === 0) return undefined
  const revision = set.annotations[REVISION] ?? '?'
  return text`new in revision ${revision} of ${time(made)}: ${oneLine(images.join(', '))}`
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
