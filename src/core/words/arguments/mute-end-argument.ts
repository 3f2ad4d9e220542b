import { code, text } from '../../text.ts'
import { parseDuration } from '../duration.ts'
import { misread, type Positional, positional, read, type Reading } from '../parameters.ts'
import { type MomentWords, readMoment } from './at-flag.ts'

/** Until when something is muted: until a moment, or until what is silent changes. */
export type MuteEndWords = MomentWords | 'change'

/** `2h`, `18:00`, `change`, each also behind `until`. */
export const muteEndArgument: Positional<MuteEndWords> = positional(
  'END',
  'for how long, as 2h; until when, as 18:00; or change: until it changes; at most 30d',
  ([first = '', second]) =>
    first === 'until' && second !== undefined
      ? { ...readEnd(second), used: 2 }
      : readEnd(first.replace(/^(?:until|for)\s+/, '')),
)

function readEnd(word: string): Reading<MuteEndWords> {
  if (/^(?:it )?changes?$/.test(word)) return read('change')
  const ms = parseDuration(word)
  if (ms !== undefined && ms >= 1000) return read({ is: 'in', ms })
  const moment = readMoment(word)
  if (moment.ok) return moment
  return misread(
    ...text`${code(word.slice(0, 30))} is no end of a mute, such as ${code('2h')}, ${code('18:00')} or ${code('change')}`,
  )
}
