import type { Messenger } from '../../core/delivery.ts'
import type { Incident } from '../../core/incidents/incident.ts'
import type { Seams } from '../../core/seams.ts'
import type { Service } from '../../core/service.ts'
import type { View } from '../../core/view.ts'
import { detailsCard } from '../cards/details-card.ts'
import { cardedPlaces, cardKey } from '../cards/card-keys.ts'
import type { Ledger } from '../ledger.ts'
import { createTurning, LONGEST_PAUSE_MS } from '../turning.ts'
import { dueDetails } from './due-details.ts'
import { gather, type GatherParts } from './gather.ts'

type Parts = Pick<Seams, 'clock' | 'log'> &
  GatherParts & {
    readonly ledger: Ledger
    readonly messenger: Pick<Messenger, 'wake'>
  }

/** Says more of each incident in the thread below its card: once for each time it begins, and never in a storm. */
export type Details = Service & {
  /** Incidents were told. */
  wake(): void
}

/** Of all clusters together. */
const AT_ONCE = 3

export function createDetails(parts: Parts): Details {
  const { clock, ledger } = parts
  const stopping = new AbortController()
  const turn = async (): Promise<number> => {
    await ledger.load()
    const due = dueDetails(ledger.incidents(), clock.now())
    const some = due.now.slice(0, AT_ONCE)
    await Promise.all(some.map((incident) => tellMore(incident, parts, stopping.signal)))
    return due.now.length > some.length ? 0 : (due.inMs ?? LONGEST_PAUSE_MS)
  }
  const turning = createTurning(turn, parts)
  return {
    name: 'details',
    start: async () => turning.start(),
    stop: async () => {
      stopping.abort(new Error('stopping'))
      await turning.stop()
    },
    unready: () => undefined,
    wake: turning.wake,
  }
}

async function tellMore(incident: Incident, parts: Parts, signal: AbortSignal): Promise<void> {
  const { clock, log } = parts
  try {
    const gathered = await gather(incident, parts, { now: clock.now(), signal })
    if (!signal.aborted) await keep(incident.id, detailsCard(incident, gathered), parts)
  } catch (error) {
    if (signal.aborted) return
    log.error({ err: error, incident: incident.id }, 'details of an incident broke')
    await keep(incident.id, undefined, parts)
  }
}

/** The message and the mark that it was said, in one step: whatever ends in between, it is said once. */
async function keep(
  id: string,
  view: View | undefined,
  { ledger, clock, messenger }: Parts,
): Promise<void> {
  const incident = await ledger.find(id)
  const [place] = incident ? cardedPlaces(incident) : []
  if (!incident || !place || dueDetails([incident], clock.now()).now.length === 0) return
  const { version, times } = incident
  const next = { ...incident, detailed: { times, at: clock.now().toISOString() } }
  const key = `incident/${id}/thread/details-${times}`
  // Where somebody else changed it just now, the next turn comes to it again.
  const isDone = await ledger.commit({
    incidents: [{ expected: version, next }],
    deliveries: view
      ? [{ key, to: { threadOf: cardKey(incident, place) }, view, urgency: 'detail' }]
      : [],
  })
  if (isDone && view) messenger.wake()
}
