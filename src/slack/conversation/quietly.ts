import type { Log } from '../../core/seams.ts'

/** Runs, then runs the fallback if that failed; what fails in the end is only logged. */
export async function quietly(
  log: Log,
  run: () => Promise<void>,
  fallback: () => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  try {
    await run()
  } catch (error) {
    log.error({ err: error }, 'An answer could not be delivered')
    await fallback().catch((second: unknown) => {
      log.error({ err: second }, 'Nor could its fallback')
    })
  }
}
