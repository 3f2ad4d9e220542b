const NAMED: Readonly<Record<string, string>> = {
  '@hourly': '0 * * * *',
  '@daily': '0 0 * * *',
  '@weekly': '0 0 * * 0',
  '@monthly': '0 0 1 * *',
}

/** Whether a five-field schedule is due in the minute of that moment (UTC). */
export function isDue(schedule: string, at: Date): boolean {
  const fields = (NAMED[schedule] ?? schedule).trim().split(/\s+/)
  if (fields.length !== 5) return false
  const values = [
    at.getUTCMinutes(),
    at.getUTCHours(),
    at.getUTCDate(),
    at.getUTCMonth() + 1,
    at.getUTCDay(),
  ]
  return fields.every((field, i) => fits(field, values[i] ?? 0))
}

const fits = (field: string, value: number) =>
  field.split(',').some((part) => partFits(part, value))

function partFits(part: string, value: number): boolean {
  const [range = '*', step = '1'] = part.split('/')
  const [low = '0', high = part.includes('/') ? '99' : low] = range.split('-')
  const from = range === '*' ? 0 : Number(low)
  const to = range === '*' ? 99 : Number(high)
  return value >= from && value <= to && (value - from) % Number(step) === 0
}
