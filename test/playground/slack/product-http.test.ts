import { afterEach, beforeEach, expect, test } from 'vitest'
import type { EmbeddedSlack } from '../../../playground/slack/slack.ts'
import { startSlack } from '../../../playground/slack/slack.ts'
import { channels, dmOf, people } from '../../../playground/slack/workspace.ts'
import { view } from '../../../src/core/view.ts'
import { createOffers } from '../../../src/slack/offers.ts'
import { SlackSettings } from '../../../src/slack/settings.ts'
import type { Slack } from '../../../src/slack/slack.ts'
import { createSlack } from '../../../src/slack/slack.ts'
import { fakeLog } from '../../support/fake-log.ts'
import { countingIds, realClock } from '../../support/slack-bot.ts'
import { press, say, words } from '../../support/slack-driver.ts'
import { slackOutbox } from '../../support/slack-outbox.ts'
import { slackShelf } from '../../support/slack-shelf.ts'
import { noMeter } from '../../../src/core/meter.ts'
import { noTracer } from '../../../src/core/tracer.ts'

let slack: EmbeddedSlack
let product: Slack

beforeEach(async () => {
  slack = await startSlack()
  const log = fakeLog()
  const offers = createOffers({ clock: realClock, ids: countingIds, shelf: slackShelf(), log })
  const settings = SlackSettings.parse({ apiUrl: slack.apiUrl, mode: 'http', http: { port: 0 } })
  product = createSlack(settings, {
    clock: realClock,
    meter: noMeter,
    ids: countingIds,
    log,
    tracer: noTracer,
    offers,
    outbox: slackOutbox(realClock),
    secrets: { botToken: slack.botToken, signingSecret: slack.signingSecret },
    answer: ({ words: said }, conversation) =>
      conversation.reply(
        { ...view('done', [`heard ${said}`]), buttons: [{ label: 'Again', words: 'again' }] },
        'private',
      ),
  })
  await product.start()
  const port = log.lines.find(({ message }) => message === 'Listening for Slack')?.facts['port']
  slack.deliverTo(`http://127.0.0.1:${String(port)}/slack/events`)
})
afterEach(async () => {
  await product.stop()
  await slack.stop()
})

const { bob } = people

test('the request URL proves itself', async () => {
  expect(await slack.verifyRequestUrl()).toBe(true)
})

test('commands, mentions, direct messages and buttons arrive signed and are answered', async () => {
  const command = await say(slack, [bob, channels.ops], '/k8s get pods')
  const again = await press(slack, [bob, command], 'Again')
  const mention = await say(slack, [bob, channels.ops], '@deckwatch get nodes')
  const direct = await say(slack, [bob, dmOf(bob)], 'help')

  expect(words(command)).toContain('heard get pods')
  expect(words(again)).toContain('heard again')
  expect(words(mention)).toContain('heard get nodes')
  expect(words(direct)).toContain('heard help')
})

test('a request that comes twice has one effect', async () => {
  slack.faults.duplicate()
  await say(slack, [bob, channels.ops], '/k8s get pods')
  await say(slack, [bob, channels.ops], '/k8s get nodes')

  expect(slack.seenBy(bob, channels.ops)).toHaveLength(2)
})
