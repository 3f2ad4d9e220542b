import { afterEach, beforeEach, expect, test } from 'vitest'
import type { EmbeddedSlack } from '../../../playground/slack/slack.ts'
import { startSlack } from '../../../playground/slack/slack.ts'
import { channels, dmOf, people } from '../../../playground/slack/workspace.ts'
import type { Answer } from '../../../src/core/answer.ts'
import type { Part, View } from '../../../src/core/view.ts'
import { view } from '../../../src/core/view.ts'
import { slackManifest } from '../../../src/slack/manifest.ts'
import { createOffers } from '../../../src/slack/offers.ts'
import { SlackSettings } from '../../../src/slack/settings.ts'
import type { Slack } from '../../../src/slack/slack.ts'
import { createSlack } from '../../../src/slack/slack.ts'
import { fakeLog } from '../../support/fake-log.ts'
import { countingIds, realClock } from '../../support/slack-bot.ts'
import {
  pinged,
  press,
  say,
  waitForConnections,
  waitForMessage,
  words,
} from '../../support/slack-driver.ts'

// The product's own Slack side, with the scopes and events its manifest asks for and nothing more.
const settings = (apiUrl: string) => SlackSettings.parse({ apiUrl })
const manifest = slackManifest(settings('https://slack.com/api/'), { email: true, groups: true })

let slack: EmbeddedSlack
let product: Slack
let shown: View

beforeEach(async () => {
  slack = await startSlack({
    scopes: manifest.oauth_config.scopes.bot,
    subscriptions: manifest.settings.event_subscriptions.bot_events,
  })
  shown = view('done', ['pods in shop'])
  const answer: Answer = async ({ words }, conversation) => {
    if (words === 'live') return live(conversation)
    await conversation.reply(shown, words.includes('--public') ? 'public' : 'private')
  }
  const offers = createOffers({ clock: realClock, ids: countingIds })
  product = createSlack(settings(slack.apiUrl), {
    clock: realClock,
    ids: countingIds,
    log: fakeLog(),
    secrets: { botToken: slack.botToken, appToken: slack.appToken },
    answer,
    offers,
  })
  await product.start()
  await waitForConnections(slack, 2)
})
afterEach(async () => {
  await product.stop()
  await slack.stop()
})

const live: (conversation: Parameters<Answer>[1]) => Promise<void> = async (conversation) => {
  const message = await conversation.live(view('working', ['Scaling']))
  message.update(view('working', ['Scaling, nearly there']))
  await message.finish(view('done', ['Scaled']))
}

const { alice, bob } = people
const { ops, random } = channels
const part = (...parts: Part[]): View => view('done', ['hostile'], parts)

test('a slash command is answered for the one who typed it, also where the bot is not', async () => {
  for (const channel of [ops, random]) {
    const answer = await say(slack, [bob, channel], '/k8s get pods')

    expect(words(answer)).toContain('pods in shop')
    expect(answer).toMatchObject({ onlyFor: bob.id, from: 'bot' })
  }
})

test('a mention and a direct message are answered where they were said', async () => {
  const mentioned = await say(slack, [alice, ops], '@deckwatch get pods --public')
  const direct = await say(slack, [bob, dmOf(bob)], 'get pods')

  expect(mentioned.channelId).toBe(ops.id)
  expect(direct.channelId).toBe(dmOf(bob))
})

test('a live message ends with the last word', async () => {
  const answer = await say(slack, [alice, ops], '/k8s live')
  const last = await waitForMessage(slack, (message) => words(message).includes('Scaled'))

  expect(last.ts).toBe(answer.ts)
})

test('where it may not post, a live message goes to the person directly', async () => {
  const answer = await say(slack, [alice, random], '/k8s live')

  expect(answer.channelId).toBe(dmOf(alice))
})

test('a button says its words', async () => {
  shown = { ...view('done', ['card']), buttons: [{ label: 'Logs', words: 'logs web' }] }
  const card = await say(slack, [alice, ops], '/k8s get pods')
  shown = view('done', ['the logs'])

  expect(words(await press(slack, [alice, card], 'Logs'))).toContain('the logs')
})

test('whatever came out of the cluster, nobody is notified and Slack takes it', async () => {
  const hostile = '<!channel> <@U07A1KX94QM> `x` <!subteam^S07PLATF0RM> \u202e\u001b[31m @here'
  const rows = Array.from({ length: 300 }, (_, i) => [hostile, `${i}`, ''])
  shown = part(
    { part: 'text', text: [hostile] },
    { part: 'fields', fields: [{ name: hostile, value: [hostile] }] },
    { part: 'table', table: { columns: ['name', 'n', hostile], rows } },
    { part: 'output', output: `${hostile}\n`.repeat(5000), fileName: 'web.log' },
    { part: 'note', text: [{ code: hostile }] },
  )
  const answer = await say(slack, [alice, ops], '/k8s get pods --public')

  expect(words(answer)).toContain('hostile')
  expect(pinged(slack)).toEqual([])
  expect(slack.traffic().filter(({ outcome }) => /invalid|too_long/.test(outcome))).toEqual([])
})

test('a command that comes twice is answered once', async () => {
  slack.faults.redeliver()
  slack.faults.duplicate()
  await say(slack, [bob, ops], '/k8s get pods')
  await say(slack, [bob, ops], '/k8s get nodes')

  expect(slack.seenBy(bob, ops)).toHaveLength(2)
})

test('a refresh of every connection leaves no gap', async () => {
  slack.socket.disconnect('refresh_requested', 'first')

  const answers = await Promise.all(
    [1, 2, 3, 4].map(() => slack.driver.say(bob, ops, '/k8s get pods')),
  )

  expect(answers.flatMap(({ acks }) => acks).every(({ acked }) => acked)).toBe(true)
})
