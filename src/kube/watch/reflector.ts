import type { Kind } from '../../core/resource.ts'
import { createBackoff } from './backoff.ts'
import type { Endpoint } from './endpoint.ts'
import { follow, type WatchEvent } from './follow.ts'
import { createGiveWay } from './give-way.ts'
import type { Informer } from './informer.ts'
import type { KeptJson } from './kept-json.ts'
import { listAll } from './list-all.ts'
import { isRecord } from './path-tree.ts'
import { type Parts as Persistence, persist } from './persist.ts'
import type { ReadWatched } from './read-watched.ts'

/** A watch that the server ends sooner than this did not go well. */
const SHORT_MS = 30_000

type Parts = Omit<Persistence, 'backoff'> & {
  readonly endpoint: Endpoint
  readonly informer: Informer
  readonly json: KeptJson
  readonly read: ReadWatched
  readonly random?: (() => number) | undefined
}

/**
 * Keeps an informer true to one kind, in one namespace or in all: lists once, then watches from there for good.
 * Only what the server no longer has costs another list, and only a complete list deletes.
 */
export async function reflect(parts: Parts): Promise<void> {
  const { clock, signal, status, endpoint, random = Math.random } = parts
  const { resource, namespace, fieldSelector } = status.scope
  let version: string | undefined

  async function round(): Promise<'again' | 'later'> {
    const kind = await endpoint.kind(resource, signal)
    version ??= await list(kind, parts)
    const from = clock.monotonic()
    await follow({ kind, namespace, fieldSelector }, version, {
      ...parts,
      random,
      onOpen: status.watching,
      onHeard: status.heard,
      onEvent(event) {
        version = versionOf(event.object) ?? version
        apply(event, parts)
      },
    })
    return clock.monotonic() - from < SHORT_MS ? 'later' : 'again'
  }
  const backoff = createBackoff(clock, random)
  await persist({ ...parts, backoff }, round, ({ relist }) => {
    if (relist) version = undefined
  })
}

async function list(kind: Kind, parts: Parts): Promise<string> {
  const { status, informer } = parts
  const { namespace, fieldSelector } = status.scope
  const named = new Set<string>()
  const onPage = async (objects: readonly unknown[]) => {
    const giveWay = createGiveWay(parts.clock)
    status.heard()
    for (const raw of objects) {
      if (giveWay.isDue()) await giveWay.now()
      const object = accept(raw, parts)
      if (!object) continue
      named.add(object.uid)
      informer.put(object, true)
    }
  }
  const version = await listAll({ kind, namespace, fieldSelector }, { ...parts, onPage })
  informer.sweep(named, namespace)
  status.listed()
  return version
}

function apply({ type, object: raw }: WatchEvent, parts: Parts): void {
  if (type === 'BOOKMARK') return
  const object = accept(raw, parts)
  if (!object) return
  if (type === 'DELETED') parts.informer.drop(object, false)
  else parts.informer.put(object, false)
}

/** After the end nothing is told any more; what cannot be told apart is counted. */
function accept(raw: unknown, { signal, read, status, informer }: Parts) {
  signal.throwIfAborted()
  const object = read(raw, informer.cache.at)
  if (!object) status.malformed()
  return object
}

function versionOf(raw: unknown): string | undefined {
  const meta = isRecord(raw) ? raw['metadata'] : undefined
  const version = isRecord(meta) ? meta['resourceVersion'] : undefined
  return typeof version === 'string' && version !== '' ? version : undefined
}
