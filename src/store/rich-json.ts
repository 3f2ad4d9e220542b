const DATE = '$date'
const PLAIN = '$plain'

/** JSON that keeps moments as moments: what is read equals what was written. */
export const toRichJson = (value: unknown): string => JSON.stringify(pack(value))

/** Reads what `toRichJson` wrote. Throws SyntaxError for what is no JSON. */
export const fromRichJson = (json: string): unknown => unpack(JSON.parse(json))

function pack(value: unknown): unknown {
  if (value instanceof Date) return { [DATE]: value.toISOString() }
  if (Array.isArray(value)) return value.map(pack)
  if (!isObject(value)) return value
  const packed = mapValues(value, pack)
  // Data of others may look like a mark of ours.
  return isMarked(value) ? { [PLAIN]: packed } : packed
}

function unpack(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unpack)
  if (!isObject(value)) return value
  if (!isMarked(value)) return mapValues(value, unpack)
  const { [DATE]: date, [PLAIN]: plain } = value
  if (typeof date === 'string') return new Date(date)
  return isObject(plain) ? mapValues(plain, unpack) : value
}

const isMarked = (value: Record<string, unknown>): boolean =>
  Object.keys(value).length === 1 && (DATE in value || PLAIN in value)

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

const mapValues = (value: Record<string, unknown>, change: (member: unknown) => unknown) =>
  Object.fromEntries(Object.entries(value).map(([key, member]) => [key, change(member)]))
