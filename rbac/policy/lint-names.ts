import { nearest } from '../../src/core/words/suggest.ts'
import { isPlain } from '../../src/core/glob.ts'

export type PolicyProblem = { readonly path: readonly (string | number)[]; readonly said: string }

type Check = (path: PolicyProblem['path'], names: readonly string[] | undefined) => PolicyProblem[]

/** Checks names against those there are; a pattern with a wildcard may fit something of tomorrow. */
export function checkNames(what: string, known: readonly string[] | undefined): Check {
  return (path, names = []) =>
    names.flatMap((name, i) =>
      known && isPlain(name) && !known.includes(name)
        ? [{ path: [...path, i], said: noSuch(what, name, known) }]
        : [],
    )
}

/** That a name means nothing, with the nearest that does. */
export function noSuch(what: string, name: string, known: readonly string[]): string {
  const near = nearest(name, known)
  const advice = near.length > 0 ? `. Did you mean ${near.join(' or ')}?` : ''
  const list = known.length > 0 ? `, only ${known.join(', ')}` : ''
  return `there is no ${what} "${name}"${advice || list}`
}

/** The same problems, of a part that stands at `above`. */
export const below = (above: PolicyProblem['path'], problems: readonly PolicyProblem[]) =>
  problems.map(({ path, said }) => ({ path: [...above, ...path], said }))
