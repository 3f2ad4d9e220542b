import { joined } from './joined.ts'
import { type Seen, type Sign, signKey } from './sign.ts'

export type ObjectOf = { readonly cluster: string; readonly uid: string }

/** Everything that is wrong right now, put together by what it is about. */
export type Signs = {
  /** All that one object shows now; nothing when it is fine or gone. True when that is news. */
  put(object: ObjectOf, seen: readonly Seen[], now: Date): boolean
  live(): readonly Sign[]
  /** When the last finding of this key went, as far as this process knows. */
  goneSince(key: string): Date | undefined
  /** Uids of a cluster's watched objects that show something. */
  shownBy(cluster: string): readonly string[]
}

type Entry = {
  readonly cluster: string
  readonly firstSeen: Date
  /** By the uid of the object that shows it. */
  readonly shown: Map<string, Seen>
  sign?: Sign
}

type Shown = {
  readonly cluster: string
  readonly isWatched: boolean
  readonly keys: readonly string[]
}

const FORGET_GONE_MS = 3_600_000

export function createSigns(): Signs {
  const entries = createEntries()
  const objects = new Map<string, Shown>()
  return {
    put({ cluster, uid }, seen, now) {
      const before = objects.get(uid)?.keys ?? []
      if (before.length === 0 && seen.length === 0) return false
      const keyed = new Map(seen.map((one) => [signKey(cluster, one.finding), one]))
      for (const key of before) if (!keyed.has(key)) entries.remove(key, uid, now)
      for (const [key, one] of keyed) entries.add(entries.at(key, cluster, now), uid, one)
      const isWatched = seen.every(({ report }) => report === undefined)
      if (keyed.size > 0) objects.set(uid, { cluster, isWatched, keys: [...keyed.keys()] })
      else objects.delete(uid)
      return true
    },
    live: entries.live,
    goneSince: entries.goneSince,
    shownBy: (cluster) =>
      [...objects].flatMap(([uid, object]) =>
        object.isWatched && object.cluster === cluster ? [uid] : [],
      ),
  }
}

/** What is shown, by key, and since when what is not shown any more is gone. */
function createEntries() {
  const entries = new Map<string, Entry>()
  const gone = new Map<string, Date>()
  const forgetOld = (now: Date) => {
    for (const [key, at] of gone) {
      if (now.getTime() - at.getTime() < FORGET_GONE_MS) break
      gone.delete(key)
    }
  }
  return {
    at(key: string, cluster: string, now: Date): Entry {
      const entry = entries.get(key) ?? { cluster, firstSeen: now, shown: new Map<string, Seen>() }
      entries.set(key, entry)
      gone.delete(key)
      return entry
    },
    add(entry: Entry, uid: string, one: Seen) {
      entry.shown.set(uid, one)
      delete entry.sign
    },
    remove(key: string, uid: string, now: Date) {
      const entry = entries.get(key)
      if (!entry?.shown.delete(uid)) return
      delete entry.sign
      if (entry.shown.size > 0) return
      entries.delete(key)
      gone.set(key, now)
      forgetOld(now)
    },
    live: () => [...entries].map(([key, entry]) => (entry.sign ??= joined(key, entry))),
    goneSince: (key: string) => gone.get(key),
  }
}
