import type { Kind } from '../../core/resource.ts'
import { WireFailure } from '../transport/failure.ts'
import { createBackoff } from './backoff.ts'
import { createBeginning, isNoBeginning } from './beginning.ts'
import { checkVersion } from './check-version.ts'
import type { Endpoint } from './endpoint.ts'
import { follow, type WatchEvent } from './follow.ts'
import { createGiveWay } from './give-way.ts'
import { createIntake, type IntakeParts, versionOf } from './intake.ts'
import type { KeptJson } from './kept-json.ts'
import { listAll } from './list-all.ts'
import { type Parts as Persistence, persist } from './persist.ts'

/** A watch that the server ends sooner than this did not go well. */
const SHORT_MS = 30_000

type Parts = Omit<Persistence, 'backoff'> &
  IntakeParts & {
    readonly endpoint: Endpoint
    readonly json: KeptJson
    readonly random?: (() => number) | undefined
  }

/**
 * Keeps an informer true to one kind, in one namespace or in all: lists once, then watches from there for good. A
 * server that can begins the watch with the list, the others give it in pages.
 * Only what the server no longer has costs another list, and only a complete list deletes.
 */
export async function reflect(parts: Parts): Promise<void> {
  const { clock, signal, status, endpoint, random = Math.random } = parts
  const { resource, namespace, fieldSelector } = status.scope
  const seen: Seen = { version: undefined, isDoubtful: false }

  async function round(): Promise<'again' | 'later'> {
    const kind = await endpoint.kind(resource, signal)
    const place = { kind, namespace, fieldSelector }
    if (seen.version !== undefined && seen.isDoubtful)
      await checkVersion(seen.version, place, parts)
    seen.isDoubtful = false
    if (seen.version === undefined && !(await endpoint.streams.offered(kind, signal)))
      seen.version = await list(kind, parts)
    const from = clock.monotonic()
    try {
      const hearing = hear(seen, parts)
      const how = await follow(place, seen.version, { ...parts, random, ...hearing })
      seen.isDoubtful = how === 'silent'
    } catch (error) {
      seen.isDoubtful = isSilence(error)
      if (seen.version !== undefined || !isNoBeginning(error)) throw error
    }
    if (seen.version === undefined) {
      endpoint.streams.refused(kind)
      return 'again'
    }
    return clock.monotonic() - from < SHORT_MS ? 'later' : 'again'
  }
  const backoff = createBackoff(clock, random)
  await persist({ ...parts, backoff }, round, ({ relist }) => {
    if (relist) seen.version = undefined
  })
}

/** The version up to which everything is known; none before all there is has come. */
type Seen = {
  version: string | undefined
  /** Nothing came from there for so long that the server may not know it. */
  isDoubtful: boolean
}

const isSilence = (error: unknown) => error instanceof WireFailure && error.problem === 'late'

function hear(seen: Seen, parts: Parts) {
  const { status } = parts
  const intake = createIntake(parts)
  const beginning = createBeginning(parts)
  return {
    isBeginning: () => seen.version === undefined,
    onOpen() {
      // Older servers say nothing of a kind that nothing happens to, not even a bookmark.
      status.heard()
      if (seen.version !== undefined) status.watching()
    },
    onHeard: status.heard,
    onEvent(event: WatchEvent) {
      if (seen.version === undefined) {
        seen.version = beginning.take(event)
        return
      }
      seen.version = versionOf(event.object) ?? seen.version
      if (event.type === 'DELETED') intake.drop(event.object, false)
      else if (event.type !== 'BOOKMARK') intake.put(event.object, false)
    },
  }
}

async function list(kind: Kind, parts: Parts): Promise<string> {
  const { status, informer, clock } = parts
  const { namespace, fieldSelector } = status.scope
  const intake = createIntake(parts)
  const named = new Set<string>()
  const onPage = async (objects: readonly unknown[]) => {
    const giveWay = createGiveWay(clock)
    status.heard()
    for (const raw of objects) {
      if (giveWay.isDue()) await giveWay.now()
      const object = intake.put(raw, true)
      if (object) named.add(object.uid)
    }
  }
  const version = await listAll({ kind, namespace, fieldSelector }, { ...parts, onPage })
  informer.sweep(named, namespace)
  status.listed()
  return version
}
