import type { Detector, Finding } from '../core/finding.ts'
import type { Clock, Log } from '../core/seams.ts'
import type { Watched, WatchedChange, Watching } from '../core/watched.ts'
import type { Seen, Signs } from './signs.ts'

export type LookoutParts = {
  readonly watching: Watching
  readonly detectors: readonly Detector[]
  readonly signs: Signs
  readonly clock: Clock
  readonly log: Log
  /** Something is wrong, or right again. */
  readonly onNews: () => void
}

/** Looks at every object of one cluster with every detector, and again whenever it changes. */
export type Lookout = {
  readonly cluster: string
  start(): void
  stop(): void
  /** When all that can be watched was there for the first time. */
  readySince(): Date | undefined
  /** Whether anything is known of the kind that this detector looks at. */
  isBlind(detector: string): boolean
}

/** What other objects changed shows at the latest then. */
const AGAIN_MS = 30_000
const ALL_AGAIN_MS = 5 * 60_000
/** So many are looked at before others have their turn. */
const AT_ONCE = 500

export function createLookout(parts: LookoutParts): Lookout {
  const { watching, detectors, signs, clock, log, onNews } = parts
  const { cluster, look } = watching
  const byResource = Map.groupBy(detectors, ({ resource }) => resource)
  const ends = new Set<() => void>()
  let ready: Date | undefined
  let isStopped = false

  const see = (object: Watched, detector: Detector, now: Date): readonly Seen[] => {
    try {
      return detector
        .look(object, look, now)
        .map((finding) => ({ finding, detector, labels: labelsOf(finding, object) }))
    } catch (error) {
      log.error({ err: error, detector: detector.id }, 'a detector broke')
      return []
    }
  }
  const labelsOf = ({ about }: Finding, object: Watched) => (look.byUid(about.uid) ?? object).labels

  const examine = (object: Watched): boolean => {
    const now = clock.now()
    const seen = (byResource.get(nameOf(object)) ?? []).flatMap((one) => see(object, one, now))
    return signs.put({ cluster, uid: object.uid }, seen, now)
  }
  const examineAll = async (objects: readonly Watched[]) => {
    let isNews = false
    for (const [i, object] of objects.entries()) {
      if (isStopped) return
      isNews = examine(object) || isNews
      if (i % AT_ONCE === AT_ONCE - 1) await clock.sleep(1)
    }
    if (isNews) onNews()
  }
  const onChange = ({ before, after }: WatchedChange) => {
    if (!ready) return
    const gone = before && before.uid !== after?.uid ? before : undefined
    const isGone = gone !== undefined && signs.put({ cluster, uid: gone.uid }, [], clock.now())
    const isNews = after !== undefined && examine(after)
    if (isGone || isNews) onNews()
  }
  const everything = () => [...byResource.keys()].flatMap((resource) => look.list(resource))
  /** Those that are gone without a word end here too. */
  const again = async () => {
    const now = clock.now()
    const here = signs.shownBy(cluster).flatMap((uid) => {
      const object = look.byUid(uid)
      if (!object && !isStopped) signs.put({ cluster, uid }, [], now)
      return object ?? []
    })
    await examineAll(here)
    onNews()
  }
  const repeat = (ms: number, run: () => Promise<void>) => {
    const next = () => {
      const cancel = clock.after(ms, () => {
        ends.delete(cancel)
        void run()
          .catch((error: unknown) => log.error({ err: error, cluster }, 'a look-out broke'))
          .finally(() => isStopped || next())
      })
      ends.add(cancel)
    }
    next()
  }
  const begin = async () => {
    await watching.synced()
    if (isStopped) return
    // From here on changes count; what was there before them is looked at now.
    ready = clock.now()
    await examineAll(everything())
    onNews()
    repeat(AGAIN_MS, again)
    repeat(ALL_AGAIN_MS, () => examineAll(everything()))
    for (const { everyMs, resource } of detectors)
      if (everyMs !== undefined) repeat(everyMs, () => examineAll(look.list(resource)))
  }

  return {
    cluster,
    start() {
      for (const resource of byResource.keys()) ends.add(watching.onChange(resource, onChange))
      void begin().catch((error: unknown) => log.error({ err: error, cluster }, 'a look-out broke'))
    },
    stop() {
      isStopped = true
      for (const end of ends) end()
    },
    readySince: () => ready,
    isBlind: (id) => {
      const resource = detectors.find((detector) => detector.id === id)?.resource
      return !ready || (resource !== undefined && !look.knows(resource))
    },
  }
}

const nameOf = ({ group, resource }: Watched): string =>
  group === '' ? resource : `${resource}.${group}`
