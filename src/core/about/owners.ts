import type { Subject } from '../finding.ts'
import type { Look, Watched } from '../watched.ts'
import { isCalled, isReference } from './references.ts'
import { subjectOf, subjectOfOwner } from './subject.ts'

/** Deeper than any real chain; a forged circle ends here. */
const DEEPEST = 8

/**
 * The controllers above an object, nearest first: ReplicaSet, Deployment. It ends where an owner is not watched:
 * that one is still named, by its reference, and nothing above it is guessed.
 */
export function ownersOf(object: Watched, look: Look): readonly Subject[] {
  const chain: Subject[] = []
  let current: Watched | undefined = object
  while (current && chain.length < DEEPEST) {
    const above = controllerOf(current, look)
    if (!above || chain.some(({ uid }) => uid === above.owner.uid)) break
    chain.push(above.owner)
    current = above.watched
  }
  return chain
}

/** Whom to tell it about: the topmost owner that is known, else the object itself. */
export const rootOwner = (object: Watched, look: Look): Subject =>
  ownersOf(object, look).at(-1) ?? subjectOf(object)

type Above = { readonly owner: Subject; readonly watched?: Watched }

/**
 * A static pod is "controlled" by its node, which is no workload: such pods stand for themselves. So do those whose
 * reference borrows the uid of something else.
 */
function controllerOf({ owners, namespace }: Watched, look: Look): Above | undefined {
  const reference = owners.find(
    ({ controller, kind, group }) => controller && !(kind === 'Node' && group === ''),
  )
  if (!reference || !isReference(reference)) return undefined
  const owner = subjectOfOwner(reference, namespace)
  const watched = look.byUid(owner.uid)
  if (!watched) return { owner }
  return isCalled(watched, owner) ? { owner: subjectOf(watched), watched } : undefined
}
