import type { ModalView } from '@slack/types'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { EmbeddedSlack } from '../../../playground/slack/slack.ts'
import { startSlack } from '../../../playground/slack/slack.ts'
import { channels, people } from '../../../playground/slack/workspace.ts'
import type { FakeClock } from '../../support/fake-clock.ts'
import { fakeClock } from '../../support/fake-clock.ts'
import type { Frame, SocketClient } from './socket-client.ts'
import { connect } from './socket-client.ts'
import { webClient } from './web-client.ts'

let clock: FakeClock
let slack: EmbeddedSlack
let bot: SocketClient

beforeEach(async () => {
  clock = fakeClock()
  slack = await startSlack({ clock })
  bot = await connect(slack)
  await bot.next()
})
afterEach(() => slack.stop())

const { alice } = people
const plain = (text: string) => ({ type: 'plain_text' as const, text })
const view = (more: Partial<ModalView> = {}): ModalView => ({
  type: 'modal',
  callback_id: 'reason',
  title: plain('Why?'),
  submit: plain('Send'),
  blocks: [
    {
      type: 'input',
      block_id: 'why',
      label: plain('Reason'),
      element: { type: 'plain_text_input', action_id: 'text', min_length: 3 },
    },
  ],
  ...more,
})

async function trigger(): Promise<string> {
  const said = slack.driver.say(alice, channels.ops, '/k8s scale')
  const frame = await bot.next()
  bot.ack(frame)
  await said
  return String(frame.payload?.['trigger_id'])
}

const open = async (definition = view()) =>
  webClient(slack).views.open({ trigger_id: await trigger(), view: definition })

async function submit(text: string, answer?: object): Promise<Frame> {
  const submitted = slack.driver.submit(alice, { why: text })
  const frame = await bot.next()
  bot.ack(frame, answer)
  await submitted
  return frame
}

const modal = () => slack.snapshot().modals.at(0)

test('a modal is opened for the person who triggered it', async () => {
  await open()

  expect(modal()).toMatchObject({ userId: alice.id, title: 'Why?', submit: 'Send', busy: false })
})

test('a trigger is good for one view', async () => {
  const trigger_id = await trigger()
  await webClient(slack).views.open({ trigger_id, view: view() })

  await expect(webClient(slack).views.open({ trigger_id, view: view() })).rejects.toThrow(
    'exchanged_trigger_id',
  )
})

test('a trigger is good for three seconds', async () => {
  const trigger_id = await trigger()
  await clock.advance(3001)

  await expect(webClient(slack).views.open({ trigger_id, view: view() })).rejects.toThrow(
    'expired_trigger_id',
  )
})

test('a trigger that Slack never gave is refused', async () => {
  await expect(webClient(slack).views.open({ trigger_id: '1.2.3', view: view() })).rejects.toThrow(
    'invalid_trigger_id',
  )
})

test.each<[string, Partial<ModalView>]>([
  ['a title of 25 characters', { title: plain('x'.repeat(25)) }],
  ['an empty title', { title: plain('') }],
  ['a submit of 25', { submit: plain('x'.repeat(25)) }],
  ['private_metadata of 3,001', { private_metadata: 'x'.repeat(3001) }],
  ['a callback_id of 256', { callback_id: 'x'.repeat(256) }],
  ['101 blocks', { blocks: Array.from({ length: 101 }, () => ({ type: 'divider' as const })) }],
])('%s is refused', async (_, more) => {
  await expect(open(view(more))).rejects.toThrow('invalid_arguments')
})

test('an input without a way to submit it is refused', async () => {
  const { submit: _, ...silent } = view()

  await expect(open(silent)).rejects.toThrow('invalid_arguments')
})

test.each([
  ['fewer than no characters', { min_length: -1 }],
  ['more than Slack takes', { max_length: 3001 }],
  ['at most none', { max_length: 0 }],
])('a field that wants %s is refused', async (_, lengths) => {
  const element = { type: 'plain_text_input' as const, action_id: 'text', ...lengths }
  const block = { type: 'input' as const, block_id: 'why', label: plain('Reason'), element }

  await expect(open(view({ blocks: [block] }))).rejects.toThrow('invalid_arguments')
})

test('the dialog of one person is seen by nobody else, and each has their own', async () => {
  await open()
  const said = slack.driver.say(people.bob, channels.ops, '/k8s scale')
  const frame = await bot.next()
  bot.ack(frame)
  await said
  const trigger_id = String(frame.payload?.['trigger_id'])
  await webClient(slack).views.open({ trigger_id, view: view({ title: plain('Bob') }) })

  expect(slack.snapshot().modals).toMatchObject([
    { userId: alice.id, title: 'Why?' },
    { userId: people.bob.id, title: 'Bob' },
  ])
})

test('what was filled in is submitted, and the modal closes', async () => {
  await open(view({ private_metadata: 'p' }))
  const { payload } = await submit('sale starts')

  expect(payload).toMatchObject({
    type: 'view_submission',
    user: { id: alice.id },
    view: {
      callback_id: 'reason',
      private_metadata: 'p',
      state: { values: { why: { text: { type: 'plain_text_input', value: 'sale starts' } } } },
    },
  })
  expect(modal()).toBeUndefined()
})

test("an empty or too short field is refused on the person's own screen", async () => {
  await open()

  expect(await slack.driver.submit(alice, {})).toBeUndefined()
  expect(modal()?.errors).toEqual({ why: 'Please complete this required field.' })
  expect(await slack.driver.submit(alice, { why: 'ab' })).toBeUndefined()
  expect(modal()?.errors).toEqual({ why: 'Please enter at least 3 characters.' })
})

test('errors from the bot stay under their fields', async () => {
  await open()
  await submit('because', { response_action: 'errors', errors: { why: 'say more' } })

  expect(modal()).toMatchObject({ errors: { why: 'say more' }, busy: false })
})

test('the bot may answer with another view, one on top, or clear all', async () => {
  await open()
  await submit('one', { response_action: 'update', view: view({ title: plain('Two') }) })
  expect(modal()?.title).toBe('Two')

  await submit('two', { response_action: 'push', view: view({ title: plain('Three') }) })
  expect(modal()?.title).toBe('Three')
  expect(slack.world.views.stack(alice.id)).toHaveLength(2)

  await submit('three', { response_action: 'clear' })
  expect(modal()).toBeUndefined()
})

test('a submission that is not acknowledged in time stays open with an apology', async () => {
  await open()
  const submitted = slack.driver.submit(alice, { why: 'because' })
  await bot.next()
  expect(modal()?.busy).toBe(true)
  await clock.advance(3000)
  await submitted

  expect(modal()?.busy).toBe(false)
  expect(modal()?.errors['']).toContain('trouble connecting')
})

test('closing is told only where the view asked for it', async () => {
  await open(view({ notify_on_close: true }))
  const closed = slack.driver.close(alice)
  const frame = await bot.next()
  bot.ack(frame)
  await closed
  await open()

  expect(frame.payload).toMatchObject({ type: 'view_closed', is_cleared: false })
  expect(await slack.driver.close(alice)).toBeUndefined()
})

test('an update needs the newest hash', async () => {
  const opened = await open()
  const id = { view_id: opened.view?.id ?? '', view: view({ title: plain('Two') }) }
  await webClient(slack).views.update({ ...id, hash: opened.view?.hash ?? '' })

  expect(modal()?.title).toBe('Two')
  await expect(
    webClient(slack).views.update({ ...id, hash: opened.view?.hash ?? '' }),
  ).rejects.toThrow('hash_conflict')
})

test('a button in a modal carries what was filled in so far, and a trigger for one on top', async () => {
  const button = { type: 'button' as const, action_id: 'more', text: plain('More') }
  const blocks = [...view().blocks, { type: 'actions' as const, elements: [button] }]
  await open(view({ blocks }))
  const clicked = slack.driver.clickInModal(alice, 'More', { why: 'so far' })
  const frame = await bot.next()
  bot.ack(frame)
  await clicked

  expect(frame.payload).toMatchObject({
    container: { type: 'view' },
    view: { state: { values: { why: { text: { value: 'so far' } } } } },
  })
  const trigger_id = String(frame.payload?.['trigger_id'])
  await webClient(slack).views.push({ trigger_id, view: view({ title: plain('On top') }) })
  expect(modal()?.title).toBe('On top')
})
