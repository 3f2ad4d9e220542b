import type { ConditionFailure } from '../../core/conditions/condition.ts'
import type { Watched } from '../../core/watched.ts'
import { oneLine } from '../reading/one-line.ts'

/** Every object is looked at again within five minutes: what is older is gone or was answered. */
const FORGOTTEN_MS = 15 * 60_000
/** Objects that are remembered; all of them fail alike. */
const MOST = 1000

type Failed = {
  readonly example: string
  readonly problem: string
  readonly isLack: boolean
  readonly at: Date
}

/** For which objects a condition could not be answered. */
export type Unanswered = {
  answered(object: Watched, now: Date): void
  /** `isLack`: the object has not what it looks at, as many have not while they are new. */
  failed(object: Watched, now: Date, why: Pick<Failed, 'problem' | 'isLack'>): void
  /** What an operator should know: not what single objects lack, but what all of them do. */
  current(now: Date): Omit<ConditionFailure, 'name' | 'kind'> | undefined
}

export function createUnanswered(): Unanswered {
  const failures = new Map<string, Failed>()
  let answeredAt = Number.NEGATIVE_INFINITY
  const isFresh = (at: number, now: Date) => now.getTime() - at < FORGOTTEN_MS
  return {
    answered({ uid }, now) {
      failures.delete(uid)
      answeredAt = now.getTime()
    },
    failed({ uid, namespace, name }, now, { problem, isLack }) {
      if (!failures.has(uid) && failures.size >= MOST) return
      const example = namespace === undefined ? name : `${namespace}/${name}`
      failures.set(uid, { example, problem: oneLine(problem), isLack, at: now })
    },
    current(now) {
      for (const [uid, { at }] of failures) if (!isFresh(at.getTime(), now)) failures.delete(uid)
      const all = [...failures.values()]
      const telling = isFresh(answeredAt, now) ? all.filter(({ isLack }) => !isLack) : all
      const [first] = telling
      return first && { objects: telling.length, example: first.example, problem: first.problem }
    },
  }
}
