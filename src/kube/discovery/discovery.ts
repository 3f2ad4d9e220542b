import { UsageError } from '../../core/errors.ts'
import type { Kind } from '../../core/resource.ts'
import type { Clock, Log } from '../../core/seams.ts'
import { code, text } from '../../core/text.ts'
import { nearest } from '../../core/words/suggest.ts'
import type { Caller, Transport } from '../transport/call.ts'
import { type Catalog, preferredKinds } from './catalog.ts'
import { readCatalog } from './read-groups.ts'
import { kindWords, resolveKind } from './resolve-kind.ts'

const TTL_MS = 10 * 60_000
/** When a group did not answer, it is asked for again sooner. */
const PARTIAL_TTL_MS = 60_000
/** A CRD may just have been installed, but a mistyped word must not make a hundred calls each time. */
const MIN_AGE_MS = 30_000

/** What a cluster serves, remembered for ten minutes and longer while it cannot be asked. */
export type Discovery = {
  /** Throws UsageError `unknown-kind` with near names. */
  resolve(word: string, caller: Caller): Promise<Kind>
  kinds(caller: Caller): Promise<readonly Kind[]>
}

type Parts = { readonly transport: Transport; readonly clock: Clock; readonly log: Log }
type Known = { readonly catalog: Catalog; readonly at: number }

export function createDiscovery({ transport, clock, log }: Parts): Discovery {
  let known: Known | undefined
  let flight: Promise<Known> | undefined

  /** One at a time for everybody, so nobody's cancellation ends it. */
  function refresh({ user, headers }: Caller): Promise<Known> {
    flight ??= read({ user, headers }).finally(() => {
      flight = undefined
    })
    return flight
  }

  async function read(caller: Caller): Promise<Known> {
    try {
      const fresh = await readCatalog(transport, caller)
      if (fresh.missing.length > 0)
        log.warn({ missing: fresh.missing }, 'some API groups do not answer')
      known = { catalog: withKept(fresh, known?.catalog), at: clock.monotonic() }
      return known
    } catch (error) {
      if (!known) throw error
      log.warn({ err: error }, 'discovery failed, using what was known')
      known = { ...known, at: clock.monotonic() - TTL_MS + MIN_AGE_MS }
      return known
    }
  }

  async function catalog(caller: Caller, maxAge: number): Promise<Catalog> {
    if (known && clock.monotonic() - known.at < Math.min(maxAge, ttl(known))) return known.catalog
    return (await refresh(caller)).catalog
  }

  return {
    async resolve(word, caller) {
      const found =
        resolveKind(word, await catalog(caller, TTL_MS)) ??
        resolveKind(word, await catalog(caller, MIN_AGE_MS))
      if (found) return found
      throw unknownKind(word, await catalog(caller, TTL_MS))
    },
    kinds: async (caller) => preferredKinds(await catalog(caller, TTL_MS)),
  }
}

const ttl = ({ catalog }: Known) => (catalog.missing.length > 0 ? PARTIAL_TTL_MS : TTL_MS)

/** A group that does not answer now keeps the kinds that it had. */
function withKept(fresh: Catalog, old: Catalog | undefined): Catalog {
  const missing = new Set(fresh.missing)
  const kept = old?.kinds.filter(({ group, version }) => missing.has(`${group}/${version}`)) ?? []
  return { ...fresh, kinds: [...fresh.kinds, ...kept] }
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
