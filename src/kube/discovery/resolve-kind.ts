import type { Kind } from '../../core/resource.ts'
import { type Catalog, preferredKinds, type ServedKind, withoutPreferred } from './catalog.ts'

const VERSION = /^v[0-9]+(?:(?:alpha|beta)[0-9]+)?$/

/**
 * Finds what a word means, as kubectl does: a plural, singular, short name or kind in any case, or one of them with
 * `.group` or `.version.group` behind it. Core wins over apps, apps over the rest; full names over short ones.
 */
export function resolveKind(word: string, catalog: Catalog): Kind | undefined {
  const [name = '', ...rest] = word.toLowerCase().split('.')
  const preferred = preferredKinds(catalog)
  if (rest.length === 0) return best(name, preferred)
  const [version = '', ...group] = rest
  const exact = VERSION.test(version) ? ofVersion(catalog, version, group.join('.')) : []
  return best(name, exact) ?? best(name, ofGroup(preferred, rest.join('.')))
}

/** The words people may mean when they mistype one. */
export function kindWords(catalog: Catalog): string[] {
  return preferredKinds(catalog)
    .toSorted((a, b) => rank(a) - rank(b))
    .flatMap(({ resource, singular, shortNames }) => [resource, singular, ...shortNames])
}

function best(name: string, kinds: readonly Kind[]): Kind | undefined {
  const ordered = kinds.toSorted((a, b) => rank(a) - rank(b))
  const isCalled = (kind: Kind) =>
    [kind.resource, kind.singular, kind.kind.toLowerCase()].includes(name)
  return ordered.find(isCalled) ?? ordered.find(({ shortNames }) => shortNames.includes(name))
}

const RANK: Readonly<Record<string, number>> = { '': 0, apps: 1 }
const rank = ({ group }: Kind) => RANK[group] ?? 2

const ofVersion = ({ kinds }: Catalog, version: string, group: string): Kind[] =>
  kinds
    .filter((kind: ServedKind) => kind.version === version && kind.group === group)
    .map(withoutPreferred)

/** kubectl takes the beginning of a group for the group when no group has just that name. */
function ofGroup(kinds: readonly Kind[], group: string): Kind[] {
  const exact = kinds.filter((kind) => kind.group === group)
  return exact.length > 0 ? exact : kinds.filter((kind) => kind.group.startsWith(group))
}
