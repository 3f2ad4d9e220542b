import type { Clock, Log } from '../../core/seams.ts'

/** Waits for a handler, but not for ever. Throws what it throws while somebody waits. */
export async function bePatient(
  work: Promise<void>,
  patienceMs: number,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): Promise<void> {
  const { promise: enough, resolve } = Promise.withResolvers<void>()
  let isLeft = false
  const cancel = clock.after(patienceMs, () => {
    isLeft = true
    log.error({ patienceMs }, 'a handler of changes hangs and is left behind')
    resolve()
  })
  const settled = work.catch((error: unknown) => {
    if (!isLeft) throw error
    log.error({ err: error }, 'a handler of changes failed after it was left behind')
  })
  await Promise.race([settled, enough]).finally(cancel)
}
