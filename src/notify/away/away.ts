import type { Delivery } from '../../core/delivery.ts'
import type { Incident } from '../../core/incidents/incident.ts'
import type { LifeSigns } from '../../core/incidents/life-signs.ts'
import { awayNote } from '../cards/away-note.ts'
import { type Absence, meanwhile } from './absence.ts'

/** Tells what happened while nobody looked, and leaves word of until when somebody did. Throws UnavailableError. */
export type Away = {
  /** All that was to be told of incidents is told: now it can be said what of it nobody saw. */
  settle(incidents: readonly Incident[], now: Date): Promise<void>
  /** Somebody looks, once everything was looked at and told for the first time. */
  beat(now: Date): Promise<void>
  /** Nobody looks any more, from now on: to the second, not to the last beat. */
  leave(now: Date): Promise<void>
}

export type AwayParts = {
  readonly life: LifeSigns
  /** When this process began. */
  readonly startedAt: Date
  /** For so long after the first look what is gone may be found to be over, in ms. */
  readonly settleMs: number
  readonly put: (notes: readonly Delivery[]) => Promise<void>
}

/** A process that was replaced, or began anew, was not away. */
const SHORTEST_MS = 60_000
const BEAT_MS = 20_000

export function createAway({ life, startedAt, settleMs, put }: AwayParts): Away {
  let absence: Absence | 'none' | undefined
  let beatAt: Date | undefined
  const said = new Map<string, string>()

  const find = async (to: Date): Promise<Absence | 'none'> => {
    const from = await life.last()
    return from && to.getTime() - from.getTime() > SHORTEST_MS ? { from, startedAt, to } : 'none'
  }
  const tell = async (those: Absence, incidents: readonly Incident[]) => {
    const notes = meanwhile(incidents, those).map((one) => awayNote(one, those))
    const news = notes.filter(({ key, view }) => said.get(key) !== JSON.stringify(view))
    if (news.length === 0) return
    await put(news)
    for (const { key, view } of news) said.set(key, JSON.stringify(view))
  }
  const leaveWord = async (now: Date) => {
    await life.beat(now)
    beatAt = now
  }
  return {
    async settle(incidents, now) {
      absence ??= await find(now)
      if (absence !== 'none' && now.getTime() - absence.to.getTime() <= settleMs)
        await tell(absence, incidents)
      // Not before: whoever comes after a crash must look as far back as this one did.
      if (!beatAt) await leaveWord(now)
    },
    async beat(now) {
      // Where nobody ever looked, nobody was away: from here on somebody does, whatever comes.
      if (absence === undefined && (await life.last()) === undefined) {
        absence = 'none'
        await leaveWord(now)
      }
      if (beatAt && now.getTime() - beatAt.getTime() >= BEAT_MS) await leaveWord(now)
    },
    async leave(now) {
      if (beatAt) await leaveWord(now)
    },
  }
}
