import type { Moment, Seen } from './moments.ts'

/** Lies on the road until one of the bots steps on it. */
export type Tripwire<Bot> = {
  /** From now on; `kill` is called once, when the moment comes, with the bot that stepped on it. */
  arm(moment: Moment, kill: (bot: Bot) => void): void
  disarm(): void
  /** True when this was the moment: then the call goes no further. */
  see(seen: Seen, bot: Bot): boolean
}

export function createTripwire<Bot>(): Tripwire<Bot> {
  type Armed = { readonly at: (seen: Seen) => boolean; left: number; kill: (bot: Bot) => void }
  let armed: Armed | undefined
  return {
    arm(moment, kill) {
      if ('at' in moment) armed = { at: moment.at, left: moment.nth ?? 1, kill }
    },
    disarm() {
      armed = undefined
    },
    see(seen, bot) {
      if (!armed?.at(seen)) return false
      armed.left--
      if (armed.left > 0) return false
      const { kill } = armed
      armed = undefined
      kill(bot)
      // What was sent has left the process: it arrives, whatever becomes of who sent it.
      return seen.stage === 'arrived' || seen.stage === 'answered'
    },
  }
}
