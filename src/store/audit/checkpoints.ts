import { counter, type Meter } from '../../core/meter.ts'
import type { Clock, Log } from '../../core/seams.ts'
import type { Service } from '../../core/service.ts'
import { code, text } from '../../core/text.ts'
import { view } from '../../core/view.ts'
import { putDeliveries } from '../deliveries/put-deliveries.ts'
import type { Database } from '../open-database.ts'
import type { AuditSettings } from '../settings.ts'
import { messageOf } from '../store-error.ts'
import type { Store } from '../store.ts'
import { takeTurn } from '../take-turn.ts'
import type { Checkpoint } from './verify.ts'

type Parts = {
  readonly clock: Clock
  readonly log: Log
  readonly meter: Meter
  /** A message was put for Slack. */
  readonly wake?: () => void
  readonly fetch?: typeof globalThis.fetch
}

export const CHECKPOINTS = counter({
  name: 'deckwatch_audit_checkpoints_total',
  help: 'Checkpoints of the audit trail that were sent to where the store’s owner cannot rewrite them, or could not be.',
  labels: { result: ['sent', 'failed'] },
})

type Wanted = NonNullable<AuditSettings['checkpoints']>
type Sent = Checkpoint & { readonly at: string }

const TIMEOUT_MS = 10_000
const PAUSES_MS = [1000, 5000, 30_000]

/**
 * Sends number and hash of the newest record to where the store's owner cannot rewrite them, every so often, when
 * there are new ones. Of several processes one does it.
 */
export function createCheckpoints(store: Store, wanted: Wanted, parts: Parts): Service {
  const { clock, log, meter } = parts
  const stopping = new AbortController()
  let cancel = () => {}
  const again = () => {
    if (!stopping.signal.aborted)
      cancel = clock.after(wanted.every, () => void send().finally(again))
  }
  const send = async () => {
    try {
      const sent = await store.use((db) => take(db, wanted, clock.now()))
      if (!sent) return
      log.info({ seq: sent.seq, hash: sent.hash }, 'audit checkpoint')
      if (wanted.channel !== undefined) parts.wake?.()
      if (wanted.webhook !== undefined)
        await post(wanted.webhook, sent, { ...parts, signal: stopping.signal })
      meter.count(CHECKPOINTS, { result: 'sent' })
    } catch (error) {
      meter.count(CHECKPOINTS, { result: 'failed' })
      log.error({ why: messageOf(error) }, 'audit checkpoint not sent')
    }
  }
  return {
    name: 'checkpoints',
    start: async () => again(),
    stop: async () => {
      stopping.abort(new Error('stopping'))
      cancel()
    },
    unready: () => undefined,
  }
}

/** Takes it upon itself to send the newest record's place; undefined when there is none, or another process did. */
const take = (db: Database, { every, channel }: Wanted, now: Date): Promise<Sent | undefined> =>
  db.transaction().execute(async (transaction) => {
    const turn = await takeTurn(transaction, now)
    const { seq, hash } = await transaction
      .selectFrom('audit_head')
      .select(['seq', 'hash'])
      .executeTakeFirstOrThrow()
    const at = now.toISOString()
    const taken = await transaction
      .updateTable('store_time')
      .set({ checkpoint: seq, checkpoint_at: at })
      .where('checkpoint', '<', seq)
      .where('checkpoint_at', '<=', new Date(now.getTime() - every / 2).toISOString())
      .returning('id')
      .executeTakeFirst()
    if (!taken) return undefined
    if (channel !== undefined)
      await putDeliveries(
        transaction,
        [{ key: `audit/checkpoint/${seq}`, to: { channelId: channel }, view: told({ seq, hash }) }],
        turn,
      )
    return { seq, hash, at }
  })

const told = ({ seq, hash }: Checkpoint) =>
  view('plain', text`Audit checkpoint ${code(`${seq}:${hash}`)}`, [
    {
      part: 'note',
      text: text`Proof that the records up to ${seq} were not changed since: ${code(`deckwatch audit verify --expect ${seq}:${hash}`)}`,
    },
  ])

type Sending = Parts & { readonly signal: AbortSignal }

/** Tried again with growing pauses. Throws when it was not taken even then. */
async function post(url: string, sent: Sent, parts: Sending): Promise<void> {
  for (const pause of [...PAUSES_MS, undefined]) {
    const why = await tryPost(url, sent, parts)
    if (why === undefined) return
    if (pause === undefined) throw new Error(`the webhook did not take it: ${why}`)
    await parts.clock.sleep(pause, parts.signal)
  }
}

/** Undefined when it was taken, else why not. The URL may hold a secret: it is not repeated. */
async function tryPost(
  url: string,
  sent: Sent,
  { fetch = globalThis.fetch, signal }: Sending,
): Promise<string | undefined> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(sent),
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    })
    await answer.body?.cancel()
    return answer.ok ? undefined : `it answered ${answer.status}`
  } catch (error) {
    return messageOf(error)
  }
}
