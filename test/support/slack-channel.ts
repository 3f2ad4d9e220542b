import type { z } from 'zod'
import type { Delivery } from '../../src/core/delivery.ts'
import { view } from '../../src/core/view.ts'
import type { OnUnpostable } from '../../src/slack/delivery/admin-notices.ts'
import { createChannelStates } from '../../src/slack/delivery/channel-states.ts'
import { createCourier } from '../../src/slack/delivery/courier.ts'
import { createSlackMessenger } from '../../src/slack/delivery/slack-messenger.ts'
import { createOffers } from '../../src/slack/offers.ts'
import { SlackFailure } from '../../src/slack/web/failure.ts'
import type { Web } from '../../src/slack/web/web.ts'
import { fakeClock } from './fake-clock.ts'
import { fakeLog } from './fake-log.ts'
import { countingIds } from './slack-bot.ts'
import { type SlackOutbox, slackOutbox } from './slack-outbox.ts'
import { slackShelf } from './slack-shelf.ts'
import { noTracer } from '../../src/core/tracer.ts'

type Args = Readonly<Record<string, unknown>>
export type Shown = {
  text: unknown
  blocks: unknown
  metadata: unknown
  thread: unknown
  readonly edits: unknown[]
}
/** Throws what Slack refuses; returns `lost` when the answer is to get lost after it was carried out. */
export type Mood = (method: string, args: Args) => 'lost' | undefined

export const refuse = (reason: string): never => {
  throw new SlackFailure({ kind: 'refused', method: 'x', reason })
}
export const limit = (retryAfter: number): never => {
  throw new SlackFailure({ kind: 'limited', method: 'x', reason: 'ratelimited', retryAfter })
}
export const lose = (): never => {
  throw new SlackFailure({ kind: 'lost', method: 'x', reason: 'no usable answer' })
}

/** Channels that keep what is posted, on a clock that stands still, as several processes of ours may see them. */
export function slackChannels() {
  const clock = fakeClock()
  const messages = new Map<string, Shown>()
  const world = { mood: ((): undefined => undefined) as Mood, calls: [] as string[] }
  const outbox = slackOutbox(clock)
  let ts = 0

  const carryOut = (method: string, args: Args): unknown => {
    const channel = String(args['channel'])
    if (method === 'conversations.open') return { channel: { id: `D${String(args['users'])}` } }
    if (method === 'chat.postMessage') {
      const id = `${++ts}.000100`
      const { text, blocks, metadata, thread_ts: thread } = args
      messages.set(`${channel}/${id}`, { text, blocks, metadata, thread, edits: [] })
      return { channel, ts: id }
    }
    if (method === 'chat.update') {
      const message =
        messages.get(`${channel}/${String(args['ts'])}`) ?? refuse('message_not_found')
      message.text = args['text']
      message.blocks = args['blocks']
      message.edits.push(args['text'])
      return {}
    }
    const here = [...messages].filter(([place]) => place.startsWith(`${channel}/`))
    return {
      messages: here.map(([place, { metadata }]) => ({ ts: place.split('/')[1], metadata })),
    }
  }

  const web: Web = {
    call: async <S extends z.ZodType>(method: string, args: Args, shape: S) => {
      world.calls.push(method)
      const how = world.mood(method, args)
      const answer = carryOut(method, args)
      if (how === 'lost') lose()
      return shape.parse(answer)
    },
    upload: async () => void world.calls.push('upload'),
  }

  /** Another process of ours at the same store. */
  const process = (store: SlackOutbox = outbox) => {
    const log = fakeLog()
    const unpostable: string[] = []
    const courier = createCourier({ web, clock, ids: countingIds, log, reconcile: () => true })
    const offers = createOffers({ clock, ids: countingIds, shelf: slackShelf(), log })
    const messenger = createSlackMessenger({
      web,
      courier,
      offers,
      tracer: noTracer,
      outbox: store,
      channels: createChannelStates(clock),
      admit: async () => {},
      onUnpostable: (...what) => void unpostable.push(saidUnpostable(what)),
      self: () => ({
        teamId: 'T1',
        botId: 'B1',
        botUserId: 'UBOT',
        url: 'https://example.slack.com/',
      }),
      clock,
      log,
    })
    messenger.start()
    return { messenger, unpostable, log }
  }
  const shown = () =>
    [...messages].map(([place, { text }]) => `${place.split('/')[0]}: ${String(text)}`)
  const of = (method: string) => world.calls.filter((call) => call === method).length
  return { clock, world, messages, outbox, process, shown, of }
}

const saidUnpostable = ([channel, reason, instead]: Parameters<OnUnpostable>) =>
  `${channel} ${reason} → ${instead}`

/** A plan's card. */
export const card = (
  words: string,
  to: Delivery['to'] = { channelId: 'C1', orTo: 'U1' },
): Delivery => ({
  key: 'plan/8f3c21aa/card',
  to,
  view: view('plain', [words]),
})
