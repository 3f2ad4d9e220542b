import { fingerprint } from '../../core/canonical.ts'
import type { AppliedChange, RefusedChange } from '../../core/configuration.ts'
import type { Delivery, Messenger } from '../../core/delivery.ts'
import { UnavailableError } from '../../core/errors.ts'
import type { PlanBook, Step } from '../../core/held/plan-book.ts'
import { configurationRecord } from '../../core/records/configuration-record.ts'
import type { Log } from '../../core/seams.ts'
import type { View } from '../../core/view.ts'
import { refusedCard, resolvedCard } from './cards.ts'

type Hashes = { readonly before: string; readonly after: string }

/** Puts on record what became of changed files, and tells the admins of those that were refused: one message each. */
export type Announcer = {
  applied(change: Hashes & { readonly applied: AppliedChange }): void
  refused(change: Hashes & { readonly refused: RefusedChange }, at: Date): void
  /** The files hold again what is loaded. */
  withdrawn(at: Date): void
  /** Brings all of it to the store. False while that is away. */
  flush(): Promise<boolean>
}

type Parts = {
  readonly book: Pick<PlanBook, 'commit'>
  readonly messenger: Pick<Messenger, 'wake'>
  /** Channel id of the moment. */
  readonly adminChannel: () => string | undefined
  readonly invocation: () => string
  readonly log: Log
}

type News = Pick<Step, 'records' | 'deliveries'>

export function createAnnouncer(parts: Parts): Announcer {
  const { adminChannel, invocation } = parts
  const waiting: News[] = []
  /** The message of the refusal that lasts, by its key. */
  let card: string | undefined

  const show = (key: string, view: View, urgency: Delivery['urgency']): Delivery[] => {
    const channelId = adminChannel()
    return channelId === undefined
      ? []
      : [{ key, to: { channelId }, view, ...(urgency && { urgency }) }]
  }
  const resolve = (at: Date): Delivery[] => {
    if (card === undefined) return []
    const resolved = show(card, resolvedCard(at), 'end')
    card = undefined
    return resolved
  }
  return {
    applied(change) {
      const { at } = change.applied
      waiting.push({ records: [configurationRecord(change, at)], deliveries: resolve(at) })
    },
    refused(change, at) {
      card ??= keyOf(change)
      const view = refusedCard(change.refused, invocation())
      waiting.push({
        records: [configurationRecord(change, at)],
        deliveries: show(card, view, 'alarm'),
      })
    },
    withdrawn: (at) => void waiting.push({ records: [], deliveries: resolve(at) }),
    flush: () => flush(waiting, parts),
  }
}

/** The same for every process that sees the same files at about the same time; another one for a later refusal. */
function keyOf({
  before,
  refused: { since, problems },
}: Hashes & { readonly refused: RefusedChange }) {
  const what = fingerprint({ before, problems, hour: since.toISOString().slice(0, 13) })
  return `configuration/${what.slice(0, 16)}`
}

async function flush(waiting: News[], { book, messenger, log }: Parts): Promise<boolean> {
  try {
    for (let [news] = waiting; news; [news] = waiting) {
      await book.commit({ plans: [], ...news })
      messenger.wake()
      waiting.shift()
    }
    return true
  } catch (error) {
    if (!(error instanceof UnavailableError)) throw error
    log.warn(
      { err: error, waiting: waiting.length },
      'a change of the configuration is not on record yet',
    )
    return false
  }
}
