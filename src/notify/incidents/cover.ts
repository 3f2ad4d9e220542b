import type { Subject } from '../../core/finding.ts'
import type { Sign } from './sign.ts'

export type Cover = {
  /** Those of a sign's subjects that nothing else explains. */
  bare(sign: Sign): readonly Subject[]
  /** The key of the trouble that tells of this one, when all its subjects are explained. */
  teller(sign: Sign): string | undefined
}

/** Deeper than any real chain of causes. */
const DEEPEST = 8

/** Which troubles explain which others: `standing` are those that held long enough to be told. */
export function createCover(standing: readonly Sign[]): Cover {
  const explainers = new Map<string, string[]>()
  for (const { key, explains } of standing)
    for (const uid of explains) explainers.set(uid, [...(explainers.get(uid) ?? []), key])
  const byKey = new Map(standing.map((sign) => [sign.key, sign]))

  const explainerOf = (uid: string, key: string) =>
    explainers.get(uid)?.find((other) => other !== key)
  const bareOf = ({ subjects, key }: Sign) => {
    const bare = subjects.filter(({ uid }) => explainerOf(uid, key) === undefined)
    // All of them as they are: what was made of them before still holds.
    return bare.length === subjects.length ? subjects : bare
  }

  const teller = (sign: Sign): string | undefined => {
    let current = sign
    let found: string | undefined
    for (let depth = 0; depth < DEEPEST; depth++) {
      const [first] = current.subjects
      if (!first || bareOf(current).length > 0) return found
      found = explainerOf(first.uid, current.key)
      const next = found === undefined ? undefined : byKey.get(found)
      // Two that explain each other are told both.
      if (!next || next.key === sign.key) return undefined
      current = next
    }
    return undefined
  }
  return {
    teller,
    bare: (sign) => {
      const bare = bareOf(sign)
      return bare.length > 0 ? bare : sign.subjects
    },
  }
}
