import { setTimeout as sleep } from 'node:timers/promises'

/**
 * How long a test waits for what has to come, in ms. Nothing waits for it when all is well: it only bounds how long a
 * failing test hangs, so it is more than the busiest machine needs. No test has a number of its own.
 */
export const PATIENCE_MS = 120_000

/** For the configurations of vitest. A test may wait several times; the wait that fails is to be the one that tells. */
export const PATIENT = {
  testTimeout: 5 * PATIENCE_MS,
  hookTimeout: 5 * PATIENCE_MS,
  expect: { poll: { timeout: PATIENCE_MS } },
} as const

/** Resolves once it is so, for what crosses a socket, a disk or a process. Rejects with the question when patience ends. */
export async function until(isSo: () => boolean): Promise<void> {
  for (const deadline = performance.now() + PATIENCE_MS; !isSo(); await sleep(2))
    if (performance.now() > deadline) throw new Error(`it never came true: ${isSo.toString()}`)
}
