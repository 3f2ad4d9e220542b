import { AsyncLocalStorage } from 'node:async_hooks'
import type { Clock } from '../../core/seams.ts'
import { SlackFailure } from '../web/failure.ts'

/** One thing to do in a channel. */
export type Job = {
  /** What is less goes first; among equals, what came first. */
  readonly rank: number
  /** Rejects with a `limited` SlackFailure to be run again after Slack's pause; nothing else may be thrown. */
  run(): Promise<void>
  /** There is nothing left to do: it is dropped without taking a turn. */
  isOver(): boolean
}

/** What is to be done in one channel: in order, at most one a second, waiting when Slack says so. */
export type Lane = {
  add(job: Job): void
  /** Jobs waiting or running. */
  size(): number
  /** How long until the next job may run. */
  pauseMs(): number
}

/** "No more than one message per second per channel": https://docs.slack.dev/apis/web-api/rate-limits */
const PACE_MS = 1_000

export function createLane(clock: Clock): Lane {
  let jobs: Job[] = []
  let working: Promise<void> | undefined
  let freeAt = -Infinity

  const work = async () => {
    for (;;) {
      jobs = jobs.filter((job) => !job.isOver())
      const wait = jobs.length > 0 ? freeAt - clock.monotonic() : 0
      if (wait > 0) await clock.sleep(wait)
      // Chosen only now, so that what is pressing overtakes the rest.
      jobs = jobs.filter((job) => !job.isOver())
      const least = Math.min(...jobs.map(({ rank }) => rank))
      const job = jobs.find(({ rank }) => rank === least)
      if (!job) break
      freeAt = clock.monotonic() + PACE_MS
      const pause = await pauseOf(job)
      if (pause === undefined) jobs = jobs.filter((other) => other !== job)
      else freeAt = clock.monotonic() + pause
    }
    working = undefined
  }

  return {
    add(job) {
      // It runs on behalf of who asked for it, not of who happened to come first.
      jobs.push({ ...job, run: AsyncLocalStorage.bind(job.run) })
      working ??= work()
    },
    size: () => jobs.length,
    pauseMs: () => Math.max(0, freeAt - clock.monotonic()),
  }
}

async function pauseOf(job: Job): Promise<number | undefined> {
  try {
    await job.run()
    return undefined
  } catch (error) {
    return error instanceof SlackFailure && error.kind === 'limited'
      ? (error.retryAfter ?? 1) * 1_000
      : undefined
  }
}
