import type { Plugin } from 'rolldown'

const BEYOND = /[^\p{ASCII}]/gu
const RAW = /String\.raw`[^`]*[^\p{ASCII}]/u

/**
 * Writes every character beyond ASCII as an escape. One of them has V8 keep the whole program in two bytes a
 * character, which is 6 MB of memory that nobody needs. Throws where an escape would mean something else.
 */
export const allAscii = (): Plugin => ({
  name: 'all-ascii',
  // Columns in the source map move a little, lines do not.
  renderChunk: (code) => ({ code: escapeBeyondAscii(code), map: null }),
})

export function escapeBeyondAscii(code: string): string {
  if (RAW.test(code)) throw new Error('a raw string with more than ASCII cannot be escaped')
  return code.replace(BEYOND, (character) =>
    Array.from({ length: character.length }, (_, at) => character.charCodeAt(at))
      .map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`)
      .join(''),
  )
}
