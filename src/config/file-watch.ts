import { createHash } from 'node:crypto'
import { type FSWatcher, watch } from 'node:fs'
import { realpath } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { createWaking } from '../core/keeper/waking.ts'
import type { Clock, Log } from '../core/seams.ts'
import type { Service } from '../core/service.ts'
import { readWhole } from './read-file.ts'

type Parts = {
  /** The files of the moment; asked before each look. */
  readonly paths: () => Promise<readonly string[]>
  /** They hold something else than when they were last taken. False: not now, ask again at the next look. Never rejects. */
  readonly onChange: () => Promise<boolean>
  readonly clock: Clock
  readonly log: Log
  /** How often it looks without being told to, in ms; default 15 s. */
  readonly pollMs?: number
}

export type FileWatch = Service & {
  /** Look now. */
  look(): void
}

/** How long content must stay the same to be taken: nobody's half-written file is read. */
const SETTLE_MS = 250
/** A file that is gone, or never the same, is waited for so many times. */
const PATIENCE = 12

/**
 * Watches what files hold, not their times: touching one changes nothing. The folders are listened to, as editors and
 * Kubernetes do not write into a file but put another one, or another `..data` link, in its place; whatever the system
 * does not tell is found by looking.
 */
export function createFileWatch({ pollMs = 15_000, ...parts }: Parts): FileWatch {
  const { clock, log } = parts
  const waking = createWaking(clock)
  const stopping = new AbortController()
  const ears = createEars(waking.wake, log)
  const look = createLook({ ...parts, ears, signal: stopping.signal, again: waking.wake })
  let looping = Promise.resolve()

  const loop = async () => {
    while (!stopping.signal.aborted) {
      await look().catch((error: unknown) => log.error({ err: error }, 'files cannot be watched'))
      if (!stopping.signal.aborted) await waking.pause(pollMs)
    }
  }
  return {
    name: 'file watch',
    start: async () => void (looping = loop()),
    stop: async () => {
      stopping.abort()
      waking.wake()
      await looping
      ears.close()
    },
    unready: () => undefined,
    look: waking.wake,
  }
}

type Looking = Omit<Parts, 'pollMs'> & {
  readonly ears: ReturnType<typeof createEars>
  readonly signal: AbortSignal
  /** Look once more, at once. */
  readonly again: () => void
}

function createLook({ paths, onChange, ears, clock, signal, again }: Looking) {
  let taken: string | undefined
  return async () => {
    const files = await paths()
    await ears.listenTo(files)
    const { hash, stamp } = await settled(files, taken, { clock, signal })
    if (hash === taken || signal.aborted) return
    const isDone = await onChange()
    // What was read may already be something else than what was looked at: then it is looked at again.
    const isStill = (await contentOf(files)).stamp === stamp
    taken = isDone && isStill ? hash : undefined
    if (!isStill) again()
  }
}

type Waiting = { readonly clock: Clock; readonly signal: AbortSignal }

/** What the files hold once that stays the same; at once when it is what was taken before. */
async function settled(
  files: readonly string[],
  taken: string | undefined,
  { clock, signal }: Waiting,
): Promise<Content> {
  let before = await contentOf(files)
  for (let look = 0; look < PATIENCE && before.hash !== taken; look++) {
    await clock.sleep(SETTLE_MS, signal).catch(() => undefined)
    const now = await contentOf(files)
    if (now.hash === before.hash && now.isWhole) return now
    before = now
  }
  return before
}

/** How the names of the links begin that Kubernetes exchanges when a volume changes: `..data`. */
const VOLUME_LINK = '..'

type Content = {
  /** Over what all of them hold. */
  readonly hash: string
  /** Another one whenever a file was written or exchanged, be it for the same. */
  readonly stamp: string
  /** False while one cannot be read. */
  readonly isWhole: boolean
}

async function contentOf(files: readonly string[]): Promise<Content> {
  const hash = createHash('sha256')
  const stamps: string[] = []
  for (const file of files) {
    const read = await readWhole(file).catch(() => undefined)
    stamps.push(read ? `${read.about.ino}/${read.about.mtimeMs}/${read.about.size}` : 'none')
    hash.update(`${file}\0${read?.bytes.length ?? 'none'}\0`).update(read?.bytes ?? '')
  }
  return { hash: hash.digest('hex'), stamp: stamps.join(), isWhole: !stamps.includes('none') }
}

/** Hears of the files among all that changes in their folders; what cannot be heard is left to looking. */
function createEars(onNews: () => void, log: Log) {
  let watchers: readonly FSWatcher[] = []
  let names: ReadonlySet<string> = new Set()
  const isOurs = (name: string | null) =>
    name === null || names.has(name) || name.startsWith(VOLUME_LINK)
  const close = () => {
    for (const watcher of watchers) watcher.close()
    watchers = []
  }
  const hear = (folder: string): FSWatcher[] => {
    try {
      const watcher = watch(folder, { persistent: false }, (_, name) => {
        if (isOurs(name)) onNews()
      })
      watcher.on('error', () => watcher.close())
      return [watcher]
    } catch (error) {
      log.debug({ err: error, folder }, 'a folder is only looked at')
      return []
    }
  }
  return {
    close,
    /** Anew each time: a folder that was exchanged is another one. */
    async listenTo(files: readonly string[]) {
      const real = await Promise.all(files.map((file) => realpath(file).catch(() => file)))
      const all = [...files, ...real]
      const folders = new Set(all.map((file) => dirname(file)))
      names = new Set(all.map((file) => basename(file)))
      close()
      watchers = [...folders].flatMap(hear)
    },
  }
}
