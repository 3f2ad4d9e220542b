const DURATION = /^(?:\d+(?:\.\d+)?(?:ms|s|m|h|d))+$/
const PIECE = /(\d+(?:\.\d+)?)(ms|s|m|h|d)/g
const MILLISECONDS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const

/** `90s`, `1h30m`, `2d` in milliseconds; `undefined` for anything else. */
export function parseDuration(input: string): number | undefined {
  if (!DURATION.test(input)) return undefined
  let total = 0
  for (const [, amount, unit] of input.matchAll(PIECE)) {
    total += Number(amount) * MILLISECONDS[unit as keyof typeof MILLISECONDS]
  }
  return total
}

/** `1 min 12 s`, `2 h 5 min`, `3 d`: two units at most, rounded down; for people. */
export function sayDuration(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000))
  const units = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ] as const
  const first = units.findIndex(([amount]) => amount > 0)
  if (first === -1) return '0 s'
  const shown = units.slice(first, first + 2).filter(([amount]) => amount > 0)
  return shown.map(([amount, unit]) => `${amount} ${unit}`).join(' ')
}
