import type { App, ReceiverEvent } from '@slack/bolt'
import { z } from 'zod'
import type { HeldBack } from '../../core/held-back.ts'
import { alone, type Meter } from '../../core/meter.ts'
import type { Clock, Log } from '../../core/seams.ts'
import { ARRIVALS, IN_FLIGHT } from './intake-metrics.ts'
import { createHeldBack, isRateLimited } from './held-back.ts'
import type { Seen } from './seen.ts'
import type { Tracer } from '../../core/tracer.ts'

/** How something reached us. `envelopeId` is Socket Mode's; `retry` counts Slack's own repetitions. */
export type Delivered = {
  readonly envelopeId?: string
  readonly retry?: number
  readonly retryReason?: string
  /** When it had come whole, before it was acknowledged. */
  readonly receivedAt?: Date
}

/** Between the receivers and Bolt: takes what was already acknowledged, once, and counts what is in flight. */
export type Arrivals = {
  bind(app: App): void
  /** Never throws. A body that is no known shape is logged and dropped. */
  take(body: unknown, delivered: Delivered): void
  /** Waits until nothing is in flight, at most `ms`. False when something was still running. */
  drain(ms: number): Promise<boolean>
  /** Undefined while Slack sends all there is. */
  heldBack(now: Date): HeldBack | undefined
}

type Parts = {
  readonly seen: Seen
  readonly clock: Clock
  readonly log: Log
  readonly meter: Meter
  readonly tracer: Tracer
}

/** Bolt reads `body.event`, `body.actions[0]` and so on without looking; nothing else may get that far. */
const Body = z.union([
  z.looseObject({ event: z.looseObject({ type: z.string() }), event_id: z.string().optional() }),
  z.looseObject({ command: z.string(), channel_id: z.string(), trigger_id: z.string().optional() }),
  z.looseObject({
    type: z.literal('block_actions'),
    actions: z.array(z.looseObject({ action_id: z.string() })).min(1),
    trigger_id: z.string().optional(),
  }),
  z.looseObject({
    type: z.literal('view_submission'),
    view: z.looseObject({ id: z.string(), callback_id: z.string(), hash: z.string().optional() }),
  }),
])
type Body = z.infer<typeof Body>
const View = z.object({ view: z.object({ id: z.string(), hash: z.string().optional() }) })

export function createArrivals(parts: Parts): Arrivals {
  const { seen, clock, log, meter, tracer } = parts
  const running = new Set<Promise<void>>()
  const held = createHeldBack()
  let bound: App | undefined
  meter.read(IN_FLIGHT, () => alone(running.size))

  const process = (app: App, body: Body, delivered: Delivered) =>
    tracer.span('slack delivery', aboutDelivery(body, delivered), async (span) => {
      span.event('acknowledged')
      try {
        await app.processEvent(eventOf(body, delivered))
      } catch (error) {
        span.failed('broken')
        log.error({ err: error }, 'A Slack delivery could not be processed')
      }
    })

  return {
    heldBack: held.recent,
    bind: (app) => void (bound = app),
    take(body, delivered) {
      if (isRateLimited(body)) {
        held.note(clock.now())
        return tellHeldBack(parts)
      }
      const parsed = Body.safeParse(body)
      if (!parsed.success || !bound) return ignore('unknown', delivered, parts)
      if (seen.already(keysOf(parsed.data, delivered))) return ignore('repeated', delivered, parts)
      meter.count(ARRIVALS, { result: 'taken' })
      const work = process(bound, parsed.data, delivered).finally(() => running.delete(work))
      running.add(work)
    },
    drain: (ms) => drain(running, ms, clock),
  }
}

function tellHeldBack({ meter, log }: Parts): void {
  meter.count(ARRIVALS, { result: 'held_back' })
  log.error({}, 'Slack holds events back: more than 30,000 within an hour')
}

function ignore(result: keyof typeof IGNORED, delivered: Delivered, { meter, log }: Parts): void {
  meter.count(ARRIVALS, { result })
  log.info({ ...delivered }, IGNORED[result])
}

const IGNORED = {
  repeated: 'Slack delivery repeated, taken once',
  unknown: 'Slack delivery of unknown shape ignored',
} as const

async function drain(
  running: ReadonlySet<Promise<void>>,
  ms: number,
  clock: Clock,
): Promise<boolean> {
  const patience = new AbortController()
  const late = clock.sleep(ms, patience.signal).then(
    () => false,
    () => false,
  )
  const done = allOf(running).then(() => true)
  return Promise.race([done, late]).finally(() => patience.abort())
}

const eventOf = (body: Body, { retry, retryReason }: Delivered): ReceiverEvent => ({
  body,
  // The receiver has acknowledged already; Bolt must not be able to forget it.
  ack: async () => {},
  ...(retry !== undefined && { retryNum: retry }),
  ...(retryReason !== undefined && { retryReason }),
})

/** What kind of thing it is; never what was said. */
const aboutDelivery = (body: Body, { receivedAt, retry }: Delivered) => ({
  kind: 'server' as const,
  from: {},
  ...(receivedAt && { since: receivedAt }),
  attributes: { 'slack.payload.type': typeOf(body), 'slack.retry': retry },
})

function typeOf(body: Body): string {
  if ('event' in body) return 'event'
  return 'command' in body ? 'command' : body.type
}

/** Waits for what runs now and what it started meanwhile. */
async function allOf(running: ReadonlySet<Promise<void>>): Promise<void> {
  while (running.size > 0) await Promise.all(running)
}

/** Everything by which Slack may repeat itself: the envelope, the event, the trigger, the dialog that was sent. */
function keysOf(body: Body, { envelopeId }: Delivered): string[] {
  return [
    ...(envelopeId === undefined ? [] : [`envelope:${envelopeId}`]),
    ...('event_id' in body && typeof body.event_id === 'string' ? [`event:${body.event_id}`] : []),
    ...(viewOf(body) ?? []),
    ...('trigger_id' in body && typeof body.trigger_id === 'string'
      ? [`trigger:${body.trigger_id}`]
      : []),
  ]
}

function viewOf(body: Body): string[] | undefined {
  const sent = View.safeParse(body)
  return sent.success ? [`view:${sent.data.view.id}:${sent.data.view.hash ?? ''}`] : undefined
}
