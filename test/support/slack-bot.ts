import type { Answer } from '../../src/core/answer.ts'
import type { Clock } from '../../src/core/seams.ts'
import type { Incoming } from '../../src/core/request.ts'
import { view } from '../../src/core/view.ts'
import { createOffers } from '../../src/slack/offers.ts'
import { SlackSettings } from '../../src/slack/settings.ts'
import { createSlack } from '../../src/slack/slack.ts'
import { fakeLog } from './fake-log.ts'
import { type SlackOutbox, slackOutbox } from './slack-outbox.ts'
import type { SlackServer } from './slack-server.ts'
import { type SlackShelf, slackShelf } from './slack-shelf.ts'
import { noMeter } from '../../src/core/meter.ts'
import { noTracer } from '../../src/core/tracer.ts'

/** Time that passes. */
export const realClock: Clock = {
  now: () => new Date(),
  monotonic: () => performance.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(resolve, ms)
      signal?.addEventListener('abort', () => {
        clearTimeout(timer)
        reject(signal.reason)
      })
    }),
  after: (ms, run) => {
    const timer = setTimeout(run, ms)
    timer.unref()
    return () => clearTimeout(timer)
  },
}

let count = 0
export const countingIds = {
  short: () => `id-${++count}`,
  opaque: () => `opaque-${++count}`,
}

type Options = {
  readonly answer?: Answer
  readonly clock?: Clock
  readonly settings?: Readonly<Record<string, unknown>>
  /** What outlives the process. */
  readonly shelf?: SlackShelf
  readonly outbox?: SlackOutbox
}

/** The whole adapter against a fake Slack, with a core that remembers what it heard and says "heard". */
export function slackBot(server: SlackServer, options: Options = {}) {
  const heard: Incoming[] = []
  const log = fakeLog()
  const clock = options.clock ?? realClock
  const { shelf = slackShelf(), outbox = slackOutbox(clock) } = options
  const offers = createOffers({ clock, ids: countingIds, shelf, log })
  const answer: Answer = async (incoming, conversation) => {
    heard.push(incoming)
    if (options.answer) return options.answer(incoming, conversation)
    await conversation.reply(view('done', [`heard ${incoming.words}`]), 'private')
  }
  const slack = createSlack(
    SlackSettings.parse({ apiUrl: server.apiUrl, connections: 1, ...options.settings }),
    {
      meter: noMeter,
      secrets: {
        botToken: 'xoxb-test',
        appToken: 'xapp-test',
        signingSecret: 'shhh-shhh-shhh-shhh',
      },
      answer,
      offers,
      outbox,
      clock,
      ids: countingIds,
      log,
      tracer: noTracer,
    },
  )
  return { slack, heard, log, offers, shelf, outbox }
}
