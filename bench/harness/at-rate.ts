import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'

type Rate = { readonly perSecond: number; readonly seconds: number }

/**
 * Runs `work` at a steady rate however long each takes, so that a slow answer does not slow the asking and hide
 * itself. Resolves with each one's milliseconds, counted from when it was due.
 */
export async function atRate(
  { perSecond, seconds }: Rate,
  work: (index: number) => Promise<void>,
): Promise<number[]> {
  const start = performance.now()
  const running: Promise<number>[] = []
  for (let index = 0; index < perSecond * seconds; index++) {
    const due = start + (index * 1000) / perSecond
    const early = due - performance.now()
    if (early > 0) await sleep(early)
    running.push(work(index).then(() => performance.now() - due))
  }
  return await Promise.all(running)
}
