import { createBackoff } from './backoff.ts'
import type { Endpoint } from './endpoint.ts'
import { follow, type WatchEvent } from './follow.ts'
import type { Informer } from './informer.ts'
import { listAll } from './list-all.ts'
import { isRecord } from './path-tree.ts'
import { type Parts as Persistence, persist } from './persist.ts'
import type { ReadWatched } from './read-watched.ts'

/** A watch that the server ends sooner than this did not go well. */
const SHORT_MS = 30_000

type Parts = Omit<Persistence, 'backoff'> & {
  readonly endpoint: Endpoint
  readonly informer: Informer
  readonly read: ReadWatched
  readonly random?: () => number
}

/**
 * Keeps an informer true to one kind, in one namespace or in all: lists once, then watches from there for good.
 * Only what the server no longer has costs another list, and only a complete list deletes.
 */
export async function reflect(parts: Parts): Promise<void> {
  const { clock, signal, status, endpoint, informer, read, random = Math.random } = parts
  const { resource, namespace } = status.scope
  let version: string | undefined

  async function list(): Promise<string> {
    const kind = await endpoint.kind(resource, signal)
    const named = new Set<string>()
    const onPage = (objects: readonly unknown[]) => {
      status.heard()
      for (const raw of objects) {
        const object = accept(raw)
        if (!object) continue
        named.add(object.uid)
        informer.put(object, true)
      }
    }
    const listed = await listAll({ kind, namespace }, { endpoint, clock, signal, onPage })
    informer.sweep(named, namespace)
    status.listed()
    return listed
  }

  function accept(raw: unknown) {
    if (signal.aborted) return undefined
    const object = read(raw)
    if (!object) status.malformed()
    return object
  }

  function apply({ type, object: raw }: WatchEvent): void {
    version = versionOf(raw) ?? version
    if (type === 'BOOKMARK') return
    const object = accept(raw)
    if (!object) return
    if (type === 'DELETED') informer.drop(object, false)
    else informer.put(object, false)
  }

  async function round(): Promise<'again' | 'later'> {
    version ??= await list()
    const kind = await endpoint.kind(resource, signal)
    const from = clock.monotonic()
    await follow({ kind, namespace }, version, {
      endpoint,
      clock,
      signal,
      random,
      onOpen: status.watching,
      onHeard: status.heard,
      onEvent: apply,
    })
    return clock.monotonic() - from < SHORT_MS ? 'later' : 'again'
  }
  const backoff = createBackoff(clock, random)
  await persist({ ...parts, backoff }, round, ({ relist }) => {
    if (relist) version = undefined
  })
}

function versionOf(raw: unknown): string | undefined {
  const meta = isRecord(raw) ? raw['metadata'] : undefined
  const version = isRecord(meta) ? meta['resourceVersion'] : undefined
  return typeof version === 'string' && version !== '' ? version : undefined
}
