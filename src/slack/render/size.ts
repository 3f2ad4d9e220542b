/** Characters of text in a block, wherever they stand in it. */
export function sizeOf(value: unknown): number {
  if (Array.isArray(value))
    return value.reduce((sum: number, item: unknown) => sum + sizeOf(item), 0)
  if (typeof value !== 'object' || value === null) return 0
  return Object.entries(value).reduce((sum, [key, item]: [string, unknown]) => {
    const isText = typeof item === 'string' && (key === 'text' || key === 'fallback')
    return sum + (isText ? item.length : sizeOf(item))
  }, 0)
}
