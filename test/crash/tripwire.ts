import type { Moment, Seen } from './moments.ts'

/** Lies on the road until something steps on it. */
export type Tripwire = {
  /** From now on; `kill` is called once, when the moment comes. */
  arm(moment: Moment, kill: () => void): void
  disarm(): void
  /** True when this was the moment: then the call goes no further. */
  see(seen: Seen): boolean
}

export function createTripwire(): Tripwire {
  let armed: { readonly at: (seen: Seen) => boolean; left: number; kill: () => void } | undefined
  return {
    arm(moment, kill) {
      if ('at' in moment) armed = { at: moment.at, left: moment.nth ?? 1, kill }
    },
    disarm() {
      armed = undefined
    },
    see(seen) {
      if (!armed?.at(seen)) return false
      armed.left--
      if (armed.left > 0) return false
      const { kill } = armed
      armed = undefined
      kill()
      // What was sent has left the process: it arrives, whatever becomes of who sent it.
      return seen.stage === 'arrived' || seen.stage === 'answered'
    },
  }
}
