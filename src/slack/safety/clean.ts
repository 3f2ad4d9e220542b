/** Terminal colours and cursor moves: CSI and OSC sequences, and lone escapes. */
const ANSI =
  // oxlint-disable-next-line no-control-regex -- control characters are what this is about
  /\u001b(?:\[[0-?]{0,32}[ -/]{0,8}[@-~]?|\][^\u0007\u001b]{0,2000}(?:\u0007|\u001b\\)?|.)?/gu
const LINE_BREAKS = /\r\n?|[\u2028\u2029\u0085\v\f]/gu
// oxlint-disable-next-line no-control-regex -- likewise
const CONTROLS = /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f]/gu
/** What turns the reading direction or hides: https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing */
const INVISIBLE = /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]/gu
const LONE_SURROGATE = /\p{Surrogate}/gu

/** Text that can be shown: no control characters, no direction tricks, plain line breaks. */
export function clean(value: string): string {
  return value
    .replace(ANSI, '')
    .replace(LINE_BREAKS, '\n')
    .replace(CONTROLS, '')
    .replace(INVISIBLE, '')
    .replace(LONE_SURROGATE, '\ufffd')
}
