import type { Detector } from '../../core/finding.ts'
import type { Clock, Log } from '../../core/seams.ts'
import type { Watched, WatchedChange, Watching } from '../../core/watched.ts'
import { metadataOf } from './metadata-of.ts'
import type { Seen } from '../incidents/sign.ts'
import type { Signs } from '../incidents/signs.ts'

export type ExaminerParts = {
  readonly watching: Watching
  readonly detectors: readonly Detector[]
  readonly signs: Signs
  readonly clock: Clock
  readonly log: Log
  /** Something is wrong, or right again. */
  readonly onNews: () => void
}

/** Has every detector look at objects and keeps what they see. */
export type Examiner = {
  change(change: WatchedChange): void
  all(objects: readonly Watched[]): Promise<void>
  /** Those that show something: what it is may depend on other objects. Those that are gone end here too. */
  shown(): Promise<void>
}

/** So many are looked at before others have their turn: a hundred thousand must not hold anybody up. */
const AT_ONCE = 500

export function createExaminer(parts: ExaminerParts, isOver: () => boolean): Examiner {
  const { watching, signs, clock, onNews } = parts
  const { cluster, look } = watching
  const see = createSight(parts)
  const put = (uid: string, seen: readonly Seen[]) => signs.put({ cluster, uid }, seen, clock.now())

  const all = async (objects: readonly Watched[]) => {
    for (const [i, object] of objects.entries()) {
      if (isOver()) return
      put(object.uid, see(object))
      if (i % AT_ONCE === AT_ONCE - 1) await clock.sleep(1)
    }
    onNews()
  }
  return {
    all,
    change({ before, after }) {
      const isGone = before !== undefined && before.uid !== after?.uid && put(before.uid, [])
      const isNews = after !== undefined && put(after.uid, see(after))
      if (isGone || isNews) onNews()
    },
    async shown() {
      const shown = signs.shownBy(cluster).map((uid) => [uid, look.byUid(uid)] as const)
      for (const [uid, object] of shown) if (!object) put(uid, [])
      await all(shown.flatMap(([, object]) => object ?? []))
    },
  }
}

/** All that the detectors of its kind see at an object. */
function createSight({ watching: { look }, detectors, clock, log }: ExaminerParts) {
  const byResource = Map.groupBy(detectors, ({ resource }) => resource)
  const seeWith = (detector: Detector, object: Watched, now: Date): readonly Seen[] => {
    try {
      return detector.look(object, look, now).map((finding) => ({
        finding,
        detector,
        metadata: metadataOf(finding.about, object, look),
      }))
    } catch (error) {
      log.error({ err: error, detector: detector.id }, 'a detector broke')
      return []
    }
  }
  return (object: Watched): readonly Seen[] => {
    const now = clock.now()
    const using = byResource.get(nameOf(object)) ?? []
    return using.flatMap((detector) => seeWith(detector, object, now))
  }
}

const nameOf = ({ group, resource }: Watched): string =>
  group === '' ? resource : `${resource}.${group}`
