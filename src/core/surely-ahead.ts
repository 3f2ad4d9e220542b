/** The header names whole seconds, rounded down: https://www.rfc-editor.org/rfc/rfc9110#section-6.6.1 */
const ROUNDED_MS = 1000

/**
 * How far this clock is surely ahead of the one that wrote a `Date` header, in ms; below zero when behind. It was
 * written between question and answer: what lies outside of that is skew, not latency. All in ms since 1970.
 */
export function surelyAhead(
  there: number,
  { asked, answered }: { readonly asked: number; readonly answered: number },
): number {
  const ahead = Math.max(asked - (there + ROUNDED_MS), 0)
  return ahead > 0 ? ahead : Math.min(answered - there, 0)
}
