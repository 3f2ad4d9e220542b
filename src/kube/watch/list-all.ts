import type { Kind } from '../../core/resource.ts'
import { objectPath } from '../transport/paths.ts'
import type { Call } from '../transport/call.ts'
import { createDeadline } from '../transport/deadline.ts'
import { readUpTo } from '../transport/exchange.ts'
import { WireFailure } from '../transport/failure.ts'
import type { Clock } from '../../core/seams.ts'
import type { Endpoint } from './endpoint.ts'
import type { KeptJson } from './kept-json.ts'
import { isRecord } from './path-tree.ts'

const PAGE = 500
const LEAST = 20
const PAGE_MS = 30_000
const MAX_BYTES = 64 * 1024 * 1024

export type Place = {
  readonly kind: Kind
  readonly namespace: string | undefined
  readonly fieldSelector?: string | undefined
}

export type PageParts = {
  readonly endpoint: Pick<Endpoint, 'ask' | 'lists'>
  readonly clock: Clock
  readonly signal: AbortSignal
  readonly json: KeptJson
}

type Parts = PageParts & {
  /** Told of every page as it comes; the next one is asked for when it is done. */
  readonly onPage: (objects: readonly unknown[]) => Promise<void>
}

/**
 * Reads a complete list page by page; resolves with the version to watch from. Without a resource version it is
 * the newest, and it comes in pages: with `0` the server would ignore the limit and send all at once.
 */
export async function listAll(place: Place, parts: Parts): Promise<string> {
  let next: string | undefined
  let limit = PAGE
  for (;;) {
    const page = await readPage(place, { limit, next }, parts).catch((error: unknown) => {
      if (isTooLarge(error) && limit > LEAST) return undefined
      throw error
    })
    if (!page) {
      limit = Math.max(LEAST, Math.floor(limit / 5))
      continue
    }
    await parts.onPage(page.items)
    if (page.next === '') return page.version
    next = page.next
  }
}

/** The version that the server is at now, for the price of one object. */
export const newestVersion = async (place: Place, parts: PageParts): Promise<string> =>
  (await readPage(place, { limit: 1, next: undefined }, parts)).version

type Wanted = { readonly limit: number; readonly next: string | undefined }

async function readPage(place: Place, { limit, next }: Wanted, parts: PageParts) {
  const { endpoint, clock, signal: outer } = parts
  const { fieldSelector } = place
  const query = { limit: String(limit), continue: next, fieldSelector }
  const call: Call = { ...callFor('list', place), query }
  return endpoint.lists.run('deckwatch', outer, async () => {
    const { signal, release } = createDeadline(clock, PAGE_MS, outer)
    try {
      const { body } = await endpoint.ask(call, signal)
      const { bytes, whole, broken } = await readUpTo(body, MAX_BYTES)
      if (signal.aborted) throw signal.reason
      if (broken) throw broken
      if (!whole) throw new WireFailure('too-large')
      return readList(parts.json.list(bytes))
    } finally {
      release()
    }
  })
}

function readList(list: unknown) {
  const meta = isRecord(list) ? list['metadata'] : undefined
  const found = isRecord(list) ? (list['items'] ?? []) : undefined
  if (!isRecord(meta) || !Array.isArray(found)) throw new WireFailure('unreadable')
  const { resourceVersion, continue: next = '' } = meta
  if (typeof resourceVersion !== 'string' || typeof next !== 'string')
    throw new WireFailure('unreadable')
  const items: readonly unknown[] = found
  return { items, version: resourceVersion, next }
}

/** The call without its query. */
export function callFor(verb: 'list' | 'watch', { kind, namespace }: Place): Call {
  const resource = kind.group ? `${kind.resource}.${kind.group}` : kind.resource
  return {
    method: 'GET',
    path: objectPath({ kind, namespace }),
    about: { verb, resource, ...(namespace !== undefined && { namespace }) },
  }
}

const isTooLarge = (error: unknown) => error instanceof WireFailure && error.problem === 'too-large'
