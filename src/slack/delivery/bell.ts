import type { Clock } from '../../core/seams.ts'

/** Wakes one sleeper. */
export type Bell = {
  ring(): void
  /** Resolves after `ms`, or when rung, also when it was rung just before. */
  wait(ms: number): Promise<void>
}

export function createBell(clock: Clock): Bell {
  let isRung = false
  let wake = () => {}

  return {
    ring() {
      isRung = true
      wake()
    },
    async wait(ms) {
      if (!isRung) {
        const patience = new AbortController()
        wake = () => patience.abort(new Error('rung'))
        await clock.sleep(ms, patience.signal).catch(() => {})
      }
      isRung = false
    },
  }
}
