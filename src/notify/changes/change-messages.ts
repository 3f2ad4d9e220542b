import type { Delivery } from '../../core/delivery.ts'
import type { View } from '../../core/view.ts'
import type { Batch } from './batches.ts'
import { type ChangesDigest, createChangesDigest } from './changes-digest.ts'
import { MOST_NEW, WITHIN_MS } from '../incidents/storm.ts'

/** Which message tells of a batch: its own, or in a busy time the digest of its channel. */
export type ChangeMessages = { tell(batch: Batch, channelId: string, card: View): Delivery }

type Channel = {
  /** When the latest began, oldest first. */
  readonly begun: Date[]
  /** Where those that began lately are told; undefined for a message of its own. */
  readonly places: Map<string, ChangesDigest | undefined>
  digest: ChangesDigest | undefined
}

export function createChangeMessages(): ChangeMessages {
  const channels = new Map<string, Channel>()
  return {
    tell(batch, channelId, card) {
      const channel = channels.get(channelId) ?? quiet()
      channels.set(channelId, channel)
      const digest = channel.places.has(batch.key)
        ? channel.places.get(batch.key)
        : placeIn(channel, batch, channelId)
      digest?.put(batch)
      const to = { channelId }
      return digest
        ? { key: digest.key, to, urgency: 'detail', view: digest.view() }
        : { key: `${batch.key}/${channelId}`, to, urgency: 'detail', view: card }
    },
  }
}

const quiet = (): Channel => ({ begun: [], places: new Map(), digest: undefined })

function placeIn(channel: Channel, batch: Batch, channelId: string): ChangesDigest | undefined {
  const { begun, places } = channel
  const { at } = batch.change
  const [first] = begun
  const isBusy =
    begun.length === MOST_NEW && first !== undefined && at.getTime() - first.getTime() < WITHIN_MS
  begun.push(at)
  if (begun.length > MOST_NEW) begun.shift()
  channel.digest = isBusy ? (channel.digest ?? createChangesDigest(batch, channelId)) : undefined
  places.set(batch.key, channel.digest)
  forgetOldest(places)
  return channel.digest
}

/** Batches end within a minute: those that are asked for again are among the latest. */
const REMEMBERED = 1000

function forgetOldest(places: Map<string, unknown>): void {
  const [oldest] = places.keys()
  if (places.size > REMEMBERED && oldest !== undefined) places.delete(oldest)
}
