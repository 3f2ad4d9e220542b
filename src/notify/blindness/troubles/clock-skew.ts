import { text } from '../../../core/text.ts'
import { sayDuration } from '../../../core/words/duration.ts'
import { own } from '../own.ts'
import type { OwnTrouble } from '../own-trouble.ts'
import { ITSELF } from '../own.ts'

/** Half of this is what the times on messages may be wrong by without anybody minding. */
const MOST_MS = 30_000

/** Holds, expiries and "since when" are reckoned with this process's clock against times that others wrote. */
export const clockSkew: OwnTrouble = {
  id: 'clock-skew',
  summary: 'the bot’s clock and that of a cluster differ by more than 30 s',
  severity: 'warning',
  holdMs: 2 * 60_000,
  clearMs: 5 * 60_000,
  nextStep: 'Set both by the same time service: the bot’s machine, and the other one.',
  isGrave: false,
  see: ({ clocks }) =>
    clocks
      .filter(({ aheadMs }) => Math.abs(aheadMs) > MOST_MS)
      .map(({ than, aheadMs }) => ({
        cluster: ITSELF,
        about: own.clock(than),
        summary: text`and the bot’s own differ by more than 30 s`,
        evidence: [
          text`The bot’s clock is ${aheadMs > 0 ? 'ahead' : 'behind'} by about ${rounded(aheadMs)}.`,
        ],
      })),
}

/** Minutes are enough: the message is not to change with every look. */
const rounded = (ms: number): string =>
  Math.abs(ms) < 90_000 ? 'a minute' : sayDuration(Math.round(Math.abs(ms) / 60_000) * 60_000)
