/** Blank to the eye, though they count as letters and symbols. */
const BLANK_LETTERS = /[\u115f\u1160\u2800\u3164\uffa0]/gu
const INVISIBLE = /\p{Cf}/gu
const GAPS = /[\s\p{Cc}]+/gu
/** Messages put people's words between these: within them they would seem to end there. */
const CURLY_QUOTES = /[“”„‟]/gu

/** What people say in their own words, as one line of what can be seen: it cannot pass for lines of a message. */
export const oneLine = (value: string): string =>
  value
    .replaceAll(BLANK_LETTERS, ' ')
    .replaceAll(INVISIBLE, '')
    .replaceAll(CURLY_QUOTES, '"')
    .replaceAll(GAPS, ' ')
    .trim()
