import { afterEach, beforeEach, expect, test } from 'vitest'
import type { EmbeddedSlack } from '../../../playground/slack/slack.ts'
import { startSlack } from '../../../playground/slack/slack.ts'
import { channels, dmOf, people } from '../../../playground/slack/workspace.ts'
import { elementsIn } from '../../../playground/slack/people/element.ts'
import type { Answer } from '../../../src/core/answer.ts'
import type { Address } from '../../../src/core/delivery.ts'
import { plain } from '../../../src/core/text.ts'
import type { Part, View } from '../../../src/core/view.ts'
import { view } from '../../../src/core/view.ts'
import { slackManifest } from '../../../src/slack/manifest.ts'
import { createOffers } from '../../../src/slack/offers.ts'
import { SlackSettings } from '../../../src/slack/settings.ts'
import type { Slack } from '../../../src/slack/slack.ts'
import { createSlack } from '../../../src/slack/slack.ts'
import { fakeLog } from '../../support/fake-log.ts'
import { countingIds, realClock } from '../../support/slack-bot.ts'
import { type SlackOutbox, slackOutbox } from '../../support/slack-outbox.ts'
import { slackShelf } from '../../support/slack-shelf.ts'
import {
  pinged,
  press,
  say,
  waitForConnections,
  waitForMessage,
  words,
} from '../../support/slack-driver.ts'
import { noMeter } from '../../../src/core/meter.ts'
import { noTracer } from '../../../src/core/tracer.ts'

// The product's own Slack side, with the scopes and events its manifest asks for and nothing more.
const settings = (apiUrl: string) => SlackSettings.parse({ apiUrl })
const manifest = slackManifest(settings('https://slack.com/api/'), { email: true, groups: true })

let slack: EmbeddedSlack
let product: Slack
let shown: View
let outbox: SlackOutbox
let said: string[]

beforeEach(async () => {
  slack = await startSlack({
    scopes: manifest.oauth_config.scopes.bot,
    subscriptions: manifest.settings.event_subscriptions.bot_events,
  })
  shown = view('done', ['pods in shop'])
  const answer: Answer = async ({ words }, conversation) => {
    said.push(words)
    await conversation.reply(shown, words.includes('--public') ? 'public' : 'private')
  }
  outbox = slackOutbox(realClock)
  said = []
  const log = fakeLog()
  const offers = createOffers({ clock: realClock, ids: countingIds, shelf: slackShelf(), log })
  product = createSlack(settings(slack.apiUrl), {
    clock: realClock,
    meter: noMeter,
    ids: countingIds,
    log,
    tracer: noTracer,
    secrets: { botToken: slack.botToken, appToken: slack.appToken },
    answer,
    offers,
    outbox,
  })
  await product.start()
  await waitForConnections(slack, 2)
})
afterEach(async () => {
  await product.stop()
  await slack.stop()
})

/** Puts what a message should say by now, as the road does, and waits until Slack shows it. */
async function put(key: string, to: Address, shown: View) {
  outbox.put({ key, to, view: shown })
  product.messenger.wake()
  return waitForMessage(slack, (message) => words(message).includes(plain(shown.title)))
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

test('a message about a plan is posted once and edited from then on, and keeps its key', async () => {
  const asking = await put('plan/1/card', { channelId: ops.id }, view('waiting', ['Bob asks']))
  const ended = await put('plan/1/card', { channelId: ops.id }, view('done', ['Scaled']))

  expect(ended.ts).toBe(asking.ts)
  expect(JSON.stringify(ended.metadata)).toContain('plan/1/card')
  expect(await product.messenger.permalink('plan/1/card')).toBe(
    `https://acorn.slack.com/archives/${ops.id}/p${asking.ts.replace('.', '')}`,
  )
})

test('an approver is told directly, and the thread hangs on the card', async () => {
  const card = await put('plan/2/card', { channelId: ops.id }, view('waiting', ['Bob asks']))
  const told = await put('plan/2/dm/a', { userId: alice.id }, view('waiting', ['Your word']))
  const news = await put('plan/2/thread/1', { threadOf: 'plan/2/card' }, view('done', ['Agreed']))

  expect(told.channelId).toBe(dmOf(alice))
  expect(news).toMatchObject({ channelId: ops.id, threadTs: card.ts })
})

test('where it may not post, a message goes to the person directly', async () => {
  const to = { channelId: random.id, orTo: alice.id }
  const answer = await put('plan/3/card', to, view('working', ['Scaling']))

  expect(answer.channelId).toBe(dmOf(alice))
})

test('a button with a question opens a dialog, and the quoted answer goes behind its words', async () => {
  const question = { title: 'Deny this change', label: 'Why not?', min: 3 }
  const buttons = [{ label: 'Deny', words: 'deny 8f3c21aa', question }]
  shown = { ...view('waiting', ['card']), buttons }
  const card = await say(slack, [alice, ops], '/k8s get pods --public')
  const label = elementsIn(card.blocks).map(({ fields }) => JSON.stringify(fields['text']))
  await slack.driver.click(bob, card, elementsIn(card.blocks)[0]?.actionId ?? '')
  await expect
    .poll(() => slack.snapshot().modals)
    .toMatchObject([{ userId: bob.id, title: 'Deny this change' }])
  const [modal] = slack.snapshot().modals
  const key = modal?.blocks[0]?.block_id ?? ''
  expect(await slack.driver.submit(bob, { [key]: 'no' })).toBeUndefined()
  await slack.driver.submit(bob, { [key]: 'not "now" `rm`' })

  await expect.poll(() => said.at(-1)).toMatch(/^deny 8f3c21aa "not .*now.* `rm`"$/)
  expect(label[0]).toContain('Deny…')
  expect(slack.snapshot().modals).toEqual([])
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
