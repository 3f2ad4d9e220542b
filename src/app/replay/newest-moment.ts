/** `2026-03-02T10:00:00Z`, with a fraction or an offset. */
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/
/** When it was written; what is to come, or what an operator wrote, tells nothing. */
const TELLING = /(?:time|timestamp|at)$/iu
const TO_COME = new Set([
  'deletionTimestamp',
  'expirationTimestamp',
  'notAfter',
  'nextScheduleTime',
])
const NOT_WRITTEN_BY_SERVERS = new Set(['spec', 'data', 'annotations', 'labels'])

/** The latest moment that an object itself tells of: when it was made, its conditions, its containers, its managers. */
export function newestMoment(object: Readonly<Record<string, unknown>>): Date | undefined {
  let newest = Number.NEGATIVE_INFINITY
  const look = (key: string, value: unknown): void => {
    if (typeof value === 'string') {
      if (TELLING.test(key) && !TO_COME.has(key) && MOMENT.test(value))
        newest = Math.max(newest, Date.parse(value))
    } else if (Array.isArray(value)) for (const one of value) look(key, one)
    else if (typeof value === 'object' && value !== null)
      for (const [name, below] of Object.entries(value))
        if (!NOT_WRITTEN_BY_SERVERS.has(name)) look(name, below)
  }
  look('', object)
  return Number.isFinite(newest) ? new Date(newest) : undefined
}
