import type { Clock, Log } from '../../core/seams.ts'
import type { Caller, Transport } from '../transport/call.ts'
import type { Catalog } from './catalog.ts'
import { readCatalog } from './read-groups.ts'

export const TTL_MS = 10 * 60_000
/** When a group did not answer, or nobody did, what is known is asked for again sooner. */
const PARTIAL_TTL_MS = 60_000

export type CatalogParts = {
  readonly transport: Transport
  readonly clock: Clock
  readonly log: Log
}

/** The catalog, at most `maxAge` milliseconds old, older while the cluster cannot be asked. */
export type RememberedCatalog = (caller: Caller, maxAge: number) => Promise<Catalog>

type Known = { readonly catalog: Catalog; readonly at: number; readonly ttl: number }

export function rememberCatalog({ transport, clock, log }: CatalogParts): RememberedCatalog {
  let known: Known | undefined
  let flight: Promise<Known> | undefined

  /**
   * One at a time for everybody, so nobody's cancellation ends it. What one person may not discover says nothing
   * about the next, who asks again.
   */
  async function refresh({ user, headers }: Caller): Promise<Known> {
    const underWay = flight
    const found = underWay && (await underWay.catch(() => undefined))
    if (found) return found
    flight ??= read({ user, headers }).finally(() => {
      flight = undefined
    })
    return flight
  }

  async function read(caller: Caller): Promise<Known> {
    try {
      const fresh = await readCatalog(transport, caller)
      const { missing } = fresh
      if (missing.length > 0) log.warn({ missing }, 'some API groups do not answer')
      const ttl = missing.length > 0 ? PARTIAL_TTL_MS : TTL_MS
      known = { catalog: withKept(fresh, known?.catalog), at: clock.monotonic(), ttl }
    } catch (error) {
      if (!known) throw error
      log.warn({ err: error }, 'discovery failed, using what was known')
      known = { ...known, at: clock.monotonic(), ttl: PARTIAL_TTL_MS }
    }
    return known
  }

  return async (caller, maxAge) => {
    if (known && clock.monotonic() - known.at < Math.min(maxAge, known.ttl)) return known.catalog
    return (await refresh(caller)).catalog
  }
}

/** A group that does not answer now keeps the kinds that it had. */
function withKept(fresh: Catalog, old: Catalog | undefined): Catalog {
  const missing = new Set(fresh.missing)
  const kept = old?.kinds.filter(({ group, version }) => missing.has(`${group}/${version}`)) ?? []
  return { ...fresh, kinds: [...fresh.kinds, ...kept] }
}
