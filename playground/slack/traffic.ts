import type { Clock } from '../../src/core/seams.ts'
import type { Changes } from './changes.ts'
import type { TrafficEntry } from './page-model.ts'

const KEPT = 500
const SECRET_FIELD = /^(token|trigger_id|authorization|.*secret.*)$/i
const SECRET_VALUE = /\b(xox[a-z]-|xapp-|ticket=)[\w-]+/g

type Begun = Pick<TrafficEntry, 'kind' | 'direction' | 'name' | 'sent'>
type Ended = Pick<TrafficEntry, 'outcome' | 'failed' | 'answered'>

/** What went over the wire, newest last, without secrets; the oldest fall off. */
export type Traffic = {
  /** Begins an entry; it appears when the returned function ends it. */
  begin(entry: Begun): (end: Ended) => void
  entries(): readonly TrafficEntry[]
}

export function createTraffic(clock: Clock, changes: Changes): Traffic {
  const kept: TrafficEntry[] = []
  let lastId = 0
  return {
    begin({ sent, ...begun }) {
      const at = clock.now().toISOString()
      const from = clock.monotonic()
      return ({ answered, ...ended }) => {
        const ms = Math.round(clock.monotonic() - from)
        const texts = { sent: redact(sent), answered: redact(answered) }
        const entry = { id: ++lastId, at, ms, ...begun, ...ended, ...texts }
        kept.push(entry)
        if (kept.length > KEPT) kept.shift()
        changes.emit({ change: 'traffic', entry })
      }
    },
    entries: () => [...kept],
  }
}

/** The same value with tokens, secrets and trigger ids replaced; also inside text. */
function redact(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(SECRET_VALUE, '$1[redacted]')
  if (Array.isArray(value)) return value.map(redact)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, field]) => [
      key,
      SECRET_FIELD.test(key) ? '[redacted]' : redact(field),
    ]),
  )
}
