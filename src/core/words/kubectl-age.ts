/** How long ago, as kubectl writes it: `45s`, `5m30s`, `3h5m`, `2d4h` (apimachinery's HumanDuration). */
export function age(since: string | undefined, now: Date): string {
  if (!since) return '<unknown>'
  return duration(now.getTime() - new Date(since).getTime())
}

export function duration(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000))
  const minutes = Math.floor(seconds / 60)
  const hours = Math.floor(minutes / 60)
  const days = Math.floor(hours / 24)
  if (seconds < 120) return `${seconds}s`
  if (minutes < 10) return joined([minutes, 'm'], [seconds % 60, 's'])
  if (minutes < 180) return `${minutes}m`
  if (hours < 8) return joined([hours, 'h'], [minutes % 60, 'm'])
  if (hours < 48) return `${hours}h`
  if (days < 8) return joined([days, 'd'], [hours % 24, 'h'])
  if (days < 730) return `${days}d`
  return joined([Math.floor(days / 365), 'y'], [days % 365, 'd'])
}

type Amount = readonly [number, string]

const joined = (big: Amount, small: Amount) =>
  small[0] === 0 ? big.join('') : [...big, ...small].join('')
