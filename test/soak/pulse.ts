import { setTimeout as sleep } from 'node:timers/promises'
import { cpuOf, type SoakedBot } from './bot.ts'
import { driftOf, laterHalf, stepOf } from './trend.ts'

export type Beat = {
  /** Seconds since the soak began. */
  readonly at: number
  readonly resident: number
  readonly descriptors: number
  /** After the garbage was collected. */
  readonly heap: number
  /** Timers and handles that keep the process alive. */
  readonly resources: number
}
export type Measure = Exclude<keyof Beat, 'at'>

export type Pulse = {
  readonly beats: readonly Beat[]
  /** Share of one core that the bot, and all that it is soaked in, took. */
  cpu(): { readonly bot: number; readonly around: number }
  stop(): Promise<void>
}

const EVERY_MS = 5_000

export function feelPulse(bot: SoakedBot): Pulse {
  const beats: Beat[] = []
  const end = new AbortController()
  const [since, botSince, ownSince] = [performance.now(), bot.cpu(), cpuOf(process.pid)]
  const seconds = () => (performance.now() - since) / 1000
  const beating = (async () => {
    while (!end.signal.aborted && bot.broke() === undefined) {
      const [resident, descriptors] = [bot.resident(), bot.descriptors()]
      beats.push({ at: seconds(), resident, descriptors, ...(await bot.vitals()) })
      await sleep(EVERY_MS, undefined, { signal: end.signal }).catch(() => undefined)
    }
  })()
  return {
    beats,
    cpu: () => ({
      bot: (bot.cpu() - botSince) / seconds(),
      around: (cpuOf(process.pid) - ownSince) / seconds(),
    }),
    async stop() {
      end.abort()
      await beating
    },
  }
}

/** How much of it came or went in the second half of the time, as a share. */
export function drift(beats: readonly Beat[], of: Measure): number {
  const samples = laterHalf(beats).map((beat) => ({ at: beat.at, value: beat[of] }))
  // Memory creeps. The others jump with every connection that breaks, which says nothing.
  return of === 'resident' || of === 'heap' ? driftOf(samples) : stepOf(samples)
}
