import type { Clock } from '../../../src/core/seams.ts'
import { randomHex } from '../random-id.ts'
import { forget } from './forget.ts'

const LIFE_MS = 3000
// Long enough to say "expired" rather than "never heard of".
const REMEMBERED_MS = 60_000

type TriggerVerdict =
  | { readonly userId: string; readonly viewId?: string }
  | 'trigger_expired'
  | 'trigger_exchanged'
  | 'invalid_trigger_id'

/** Trigger ids: good for one view, for three seconds. */
export type Triggers = {
  /** `viewId`: the modal in which the interaction happened, which a push goes on top of. */
  create(userId: string, viewId?: string): string
  exchange(trigger: string): TriggerVerdict
}

export function createTriggers(clock: Clock): Triggers {
  const known = new Map<string, { userId: string; viewId?: string; at: number; used: boolean }>()
  return {
    create(userId, viewId) {
      const at = clock.now().getTime()
      forget(known, at - REMEMBERED_MS)
      const trigger = `${at}.${String(at).slice(-10)}.${randomHex(16)}`
      known.set(trigger, { userId, at, used: false, ...(viewId ? { viewId } : {}) })
      return trigger
    },
    exchange(trigger) {
      const found = known.get(trigger)
      if (!found) return 'invalid_trigger_id'
      if (found.used) return 'trigger_exchanged'
      if (clock.now().getTime() - found.at > LIFE_MS) return 'trigger_expired'
      found.used = true
      return found
    },
  }
}
