import { code, text } from '../core/text.ts'
import type { Look, Watched } from '../core/watched.ts'
import { defineDetector } from './about/define-detector.ts'
import { KEPT } from './pods/kept.ts'
import { sinceOf } from './reading/condition.ts'
import { fieldsOf, itemsOf, momentOf, specOf, statusOf, textOf } from './reading/fields.ts'
import { CLAIMS, STORAGE_CLASSES } from './reading/kept.ts'

const CHOSEN_NODE = 'volume.kubernetes.io/selected-node'

export const claimPending = defineDetector({
  id: 'claim-pending',
  summary: 'a pod waits for a volume claim that gets no volume',
  resource: 'persistentvolumeclaims',
  keeps: [CLAIMS, STORAGE_CLASSES, ...KEPT],
  severity: 'warning',
  // No longer than a pod may wait for its place: else that is told first, and the cause a second time.
  holdMs: 2 * 60_000,
  clearMs: 60_000,
  // A claim does not change when a pod comes that wants it.
  everyMs: 60_000,
  nextStep: 'Its events name the provisioner’s trouble: describe the claim.',
  see(claim, look) {
    if (statusOf(claim)['phase'] !== 'Pending' || claim.deletedAt !== undefined) return undefined
    const users = usersOf(claim, look)
    if (users.length === 0 || isWaitingForPlace(claim, look)) return undefined
    const wanted = textOf(specOf(claim)['storageClassName'])
    return {
      summary: text`gets no volume`,
      evidence: [
        sayClass(wanted, look),
        text`wanted by ${users.map(({ name }) => name).join(', ')}`,
      ],
      explains: users.map(({ uid }) => uid),
      ...sinceOf(momentOf(claim.createdAt)),
    }
  },
})

/** A claim that nobody uses may wait for ever; that harms nobody. */
const usersOf = (claim: Watched, look: Look): readonly Watched[] =>
  look
    .list('pods', claim.namespace)
    .filter((pod) => claimsOf(pod).includes(claim.name))
    .slice(0, 10)

const claimsOf = (pod: Watched) =>
  itemsOf(specOf(pod)['volumes']).map((volume) => {
    return fieldsOf(volume['persistentVolumeClaim'])['claimName']
  })

/** The volume is made where the pod goes, and no place was chosen yet: then the pod's own trouble is the cause. */
function isWaitingForPlace(claim: Watched, look: Look): boolean {
  const name = textOf(specOf(claim)['storageClassName'])
  const found = name === undefined ? undefined : look.get('storageclasses.storage.k8s.io', name)
  const isLate = found?.body['volumeBindingMode'] === 'WaitForFirstConsumer'
  return isLate && claim.annotations[CHOSEN_NODE] === undefined
}

function sayClass(name: string | undefined, look: Look) {
  if (name === undefined) return text`it names no storage class`
  const isKnown = look.knows('storageclasses.storage.k8s.io')
  const isMissing = isKnown && !look.get('storageclasses.storage.k8s.io', name)
  return text`storage class ${code(name)}${isMissing ? ' does not exist' : ''}`
}
