import type { Clock } from '../seams.ts'

export type Waking = {
  /** Until the time is over or somebody wakes; at once when somebody did since the last pause. */
  pause(ms: number): Promise<void>
  wake(): void
}

/** A sleep that can be cut short, where no call to wake is lost. */
export function createWaking(clock: Clock): Waking {
  let isWoken = false
  let wakeNow = () => {}
  return {
    pause: async (ms) => {
      if (!isWoken) {
        await new Promise<void>((resolve) => {
          const cancel = clock.after(ms, resolve)
          wakeNow = () => {
            cancel()
            resolve()
          }
        })
      }
      isWoken = false
    },
    wake: () => {
      isWoken = true
      wakeNow()
    },
  }
}
