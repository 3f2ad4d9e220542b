import type { Clock } from '../../core/seams.ts'
import type { Watching } from '../../core/watched.ts'

type Parts = {
  readonly watching: Pick<Watching, 'synced' | 'states'>
  readonly clock: Clock
}

/** Once the first kind is there, so long the others may take. */
const PATIENCE_MS = 60_000
const TICK_MS = 5_000

/**
 * Resolves when every kind is there; else when one that fails, such as a custom kind whose own server is down, has kept
 * the others waiting long enough. A cluster that is away is waited for: half of it would be told of wrong owners.
 */
export async function worthALook({ watching, clock }: Parts, isOver: () => boolean): Promise<void> {
  const synced = watching.synced().then(() => 'synced' as const)
  for (let waitedMs = 0; waitedMs < PATIENCE_MS && !isOver();) {
    if ((await Promise.race([synced, pause(clock)])) === 'synced') return
    if (watching.states().some(({ state }) => state === 'watching')) waitedMs += TICK_MS
  }
}

/** Keeps no process alive. */
const pause = (clock: Clock) =>
  new Promise<'later'>((resolve) => void clock.after(TICK_MS, () => resolve('later')))
