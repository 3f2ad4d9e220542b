import type { Clock } from '../../core/seams.ts'
import { surelyAhead } from '../../core/surely-ahead.ts'

/** A `fetch` that notes what time it is on the other side. */
export function createDateHeader(clock: Pick<Clock, 'now'>) {
  let aheadMs: number | undefined
  const noting: typeof fetch = async (input, init) => {
    const asked = clock.now().getTime()
    const response = await fetch(input, init)
    const there = Date.parse(response.headers.get('date') ?? '')
    if (!Number.isNaN(there))
      aheadMs = surelyAhead(there, { asked, answered: clock.now().getTime() })
    return response
  }
  return { fetch: noting, aheadMs: () => aheadMs }
}
