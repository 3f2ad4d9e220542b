import { HttpFailure, WireFailure } from '../transport/failure.ts'
import type { WatchEvent } from './follow.ts'
import { createIntake, type IntakeParts, versionOf } from './intake.ts'
import { INITIAL_EVENTS_END } from './kept-json.ts'
import { isRecord } from './path-tree.ts'

/**
 * A watch that begins with all there is: a list as events, complete with the bookmark that says so, and the watch
 * goes on behind it. Only then what was not named is gone.
 */
export type Beginning = {
  /** The version to go on from once it is complete. */
  take(event: WatchEvent): string | undefined
}

export function createBeginning(parts: IntakeParts): Beginning {
  const { informer, status } = parts
  const intake = createIntake(parts)
  const named = new Set<string>()
  return {
    take({ type, object: raw }) {
      if (type === 'BOOKMARK') {
        const version = isEnd(raw) ? versionOf(raw) : undefined
        if (version === undefined) return undefined
        informer.sweep(named, status.scope.namespace)
        status.listed()
        return version
      }
      const object = type === 'DELETED' ? intake.drop(raw, true) : intake.put(raw, true)
      if (!object) return undefined
      if (type === 'DELETED') named.delete(object.uid)
      else named.add(object.uid)
      return undefined
    },
  }
}

function isEnd(raw: unknown): boolean {
  const meta = isRecord(raw) ? raw['metadata'] : undefined
  const annotations = isRecord(meta) ? meta['annotations'] : undefined
  return isRecord(annotations) && annotations[INITIAL_EVENTS_END] === 'true'
}

/** The server does not do this: it says so, or it took it for an ordinary watch and never comes to the end mark. */
export const isNoBeginning = (error: unknown): boolean =>
  (error instanceof HttpFailure && REFUSALS.has(error.statusCode)) ||
  (error instanceof WireFailure && error.problem === 'late')

const REFUSALS = new Set([400, 422, 501])
