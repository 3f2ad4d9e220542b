import type { Subject } from '../finding.ts'
import type { Look, Watched, WatchedOwner } from '../watched.ts'
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
    const owner = controllerOf(current)
    if (!owner || chain.some(({ uid }) => uid === owner.uid)) break
    const watched = look.byUid(owner.uid)
    chain.push(watched ? subjectOf(watched) : subjectOfOwner(owner, current.namespace))
    current = watched
  }
  return chain
}

/** Whom to tell it about: the topmost owner that is known, else the object itself. */
export const rootOwner = (object: Watched, look: Look): Subject =>
  ownersOf(object, look).at(-1) ?? subjectOf(object)

/** A static pod is "controlled" by its node, which is no workload: such pods stand for themselves. */
const controllerOf = ({ owners }: Watched): WatchedOwner | undefined =>
  owners.find(({ controller, kind, group }) => controller && !(kind === 'Node' && group === ''))
