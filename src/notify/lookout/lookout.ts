import type { Look, WatchedChange } from '../../core/watched.ts'
import { worthALook } from './worth-a-look.ts'
import { createExaminer, type ExaminerParts } from './examiner.ts'

export type LookoutParts = ExaminerParts

/** Looks at every object of one cluster with every detector, and again whenever it changes. */
export type Lookout = {
  readonly cluster: string
  readonly look: Look
  start(): void
  stop(): void
  /** When everything that can be watched was looked at for the first time: what is shown before is half the truth. */
  readySince(): Date | undefined
  /** Whether nothing is known of the kind that this detector looks at. */
  isBlind(detector: string): boolean
}

/** What other objects changed shows at the latest then. */
const AGAIN_MS = 30_000
const ALL_AGAIN_MS = 5 * 60_000

export function createLookout(parts: LookoutParts): Lookout {
  const { watching, detectors, clock, log } = parts
  const { cluster, look } = watching
  const rounds = createRounds(parts)
  const examiner = createExaminer(parts, rounds.isOver)
  const resources = [...new Set(detectors.map(({ resource }) => resource))]
  const examineAll = () => examiner.all(resources.flatMap((resource) => look.list(resource)))
  let isListening = false
  let ready: Date | undefined

  const begin = async () => {
    await worthALook(parts, rounds.isOver)
    // From here on changes count; what was there before them is looked at now.
    isListening = !rounds.isOver()
    await examineAll()
    ready = clock.now()
    parts.onNews()
    rounds.repeat(AGAIN_MS, examiner.shown)
    rounds.repeat(ALL_AGAIN_MS, examineAll)
    for (const { everyMs, resource } of detectors)
      if (everyMs !== undefined) rounds.repeat(everyMs, () => examiner.all(look.list(resource)))
  }
  return {
    cluster,
    look,
    start() {
      const onChange = (change: WatchedChange) => isListening && examiner.change(change)
      for (const resource of resources)
        rounds.onEnd(watching.onChange(resource, (change) => void onChange(change)))
      void begin().catch((error: unknown) => log.error({ err: error, cluster }, BROKE))
    },
    stop: rounds.end,
    readySince: () => ready,
    isBlind(id) {
      const resource = detectors.find((detector) => detector.id === id)?.resource
      return !ready || (resource !== undefined && !look.knows(resource))
    },
  }
}

const BROKE = 'a look-out broke'

/** What is done again and again until all of it ends. */
function createRounds({ clock, log, watching: { cluster } }: LookoutParts) {
  const ends = new Set<() => void>()
  let isOver = false
  const repeat = (ms: number, run: () => Promise<void>) => {
    if (isOver) return
    const cancel = clock.after(ms, () => {
      ends.delete(cancel)
      void run()
        .catch((error: unknown) => log.error({ err: error, cluster }, BROKE))
        .finally(() => repeat(ms, run))
    })
    ends.add(cancel)
  }
  return {
    repeat,
    isOver: () => isOver,
    onEnd: (end: () => void) => void ends.add(end),
    end() {
      isOver = true
      for (const end of ends) end()
    },
  }
}
