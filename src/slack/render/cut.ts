const MARK = ' …'

/** At most `length` characters, with a visible mark where something was left out; never half an entity or pair. */
export function cut(value: string, length: number): string {
  if (value.length <= length) return value
  const room = Math.max(0, length - MARK.length)
  const kept = value
    .slice(0, room)
    .replace(/[\ud800-\udbff]$/u, '')
    .replace(/[&<][^;>]{0,80}$/u, '')
  return `${kept}${MARK}`.slice(0, length)
}
