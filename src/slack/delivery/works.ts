import type { Outbox, PendingDelivery } from '../../core/delivery.ts'
import type { Clock, Log } from '../../core/seams.ts'
import type { Deliver, Errand } from './deliver.ts'
import type { Places } from './places.ts'
import type { Progress } from './progress.ts'
import { createReports } from './reports.ts'
import type { Span, Tracer } from '../../core/tracer.ts'
import { SlackFailure } from '../web/failure.ts'

/** Deliveries that this process is at: each message by one hand, newer revisions behind older ones. */
export type Works = {
  take(errand: Errand): void
  count(): number
}

export type WorksParts = {
  readonly outbox: Outbox
  readonly deliver: Deliver
  readonly places: Places
  readonly progress: Progress
  readonly clock: Clock
  readonly log: Log
  readonly tracer: Tracer
}

type Work = { readonly revision: number; readonly done: Promise<void> }

export function createWorks(parts: WorksParts, onDone: () => void): Works {
  const { progress } = parts
  const bring = createBringing(parts)
  const bringTraced = (errand: Errand) =>
    parts.tracer.span('deliver', aboutErrand(errand), (span) => bring(errand, span))
  const works = new Map<string, Work>()

  const after = async (before: Work | undefined, errand: Errand) => {
    const { key, revision } = errand.pending
    await before?.done
    await bringTraced(errand)
    if (works.get(key)?.revision === revision) works.delete(key)
    onDone()
  }

  return {
    take(errand) {
      const { key, revision } = errand.pending
      const before = works.get(key)
      if (before && before.revision >= revision) return
      // Before a first revision nothing can have been shown: what waits is newer.
      if (revision > 1) progress.end(key)
      works.set(key, { revision, done: after(before, errand) })
    },
    count: () => works.size,
  }
}

/** It goes on from the work that had it to say, in whatever process that was. */
const aboutErrand = ({ pending: { key, attempts, posted, origin = {} } }: Errand) => ({
  kind: 'consumer' as const,
  from: origin,
  attributes: {
    'deckwatch.delivery': key,
    'deckwatch.delivery.attempt': attempts,
    'deckwatch.delivery.edit': posted !== undefined,
  },
})

/** Brings one delivery to Slack and tells the store how that went. Never rejects. */
function createBringing({ deliver, outbox, places, progress, clock, log }: WorksParts) {
  const reports = createReports({ outbox, clock, log })

  return async (errand: Errand, span: Span) => {
    const { pending } = errand
    try {
      const posted = await deliver({ ...errand, pending: withPlace(pending, places) })
      if (posted !== 'nowhere') {
        places.put(pending.key, posted)
        progress.posted(pending.key, posted)
      }
      await reports.delivered(pending, posted)
    } catch (error) {
      span.failed(error instanceof SlackFailure ? error.reason : 'broken')
      await reports.failed(errand, error)
    }
  }
}

/** Also where the store was not told, because it was away just then. */
function withPlace(pending: PendingDelivery, places: Places): PendingDelivery {
  const posted = pending.posted ?? places.known(pending.key)
  return posted ? { ...pending, posted } : pending
}
