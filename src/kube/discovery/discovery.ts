import { UsageError } from '../../core/errors.ts'
import type { Kind } from '../../core/resource.ts'
import { code, text } from '../../core/text.ts'
import { nearest } from '../../core/words/suggest.ts'
import type { Caller } from '../transport/call.ts'
import { unlessCancelled } from '../unless-cancelled.ts'
import { type Catalog, preferredKinds } from './catalog.ts'
import { type CatalogParts, rememberCatalog, TTL_MS } from './remembered-catalog.ts'
import { kindWords, resolveKind } from './resolve-kind.ts'

/** A CRD may just have been installed, but a mistyped word must not make a hundred calls each time. */
const MIN_AGE_MS = 5_000

/** What a cluster serves, remembered for ten minutes. */
export type Discovery = {
  /** Throws UsageError `unknown-kind` with near names. */
  resolve(word: string, caller: Caller): Promise<Kind>
  kinds(caller: Caller): Promise<readonly Kind[]>
}

export function createDiscovery(parts: CatalogParts): Discovery {
  const remembered = rememberCatalog(parts)
  const catalog = (caller: Caller, maxAge: number) =>
    unlessCancelled(remembered(caller, maxAge), caller.signal)
  return {
    async resolve(word, caller) {
      const known = resolveKind(word, await catalog(caller, TTL_MS))
      if (known) return known
      const fresh = await catalog(caller, MIN_AGE_MS)
      const found = resolveKind(word, fresh)
      if (found) return found
      throw unknownKind(word, fresh)
    },
    kinds: async (caller) => preferredKinds(await catalog(caller, TTL_MS)),
  }
}

function unknownKind(word: string, catalog: Catalog): UsageError {
  const shown = word.length > 60 ? `${word.slice(0, 60)}…` : word
  const { missing } = catalog
  return new UsageError('unknown-kind', text`This cluster has no kind ${code(shown)}.`, {
    suggestions: nearest(word, kindWords(catalog)),
    ...(missing.length > 0 && {
      hint: text`These API groups do not answer just now: ${missing.join(', ')}.`,
    }),
  })
}
