import { afterEach, beforeEach, expect, test } from 'vitest'
import type { EmbeddedSlack } from '../../../playground/slack/slack.ts'
import { startSlack } from '../../../playground/slack/slack.ts'
import { channels, people } from '../../../playground/slack/workspace.ts'
import type { FakeClock } from '../../support/fake-clock.ts'
import { fakeClock } from '../../support/fake-clock.ts'
import type { SocketClient } from './socket-client.ts'
import { connect } from './socket-client.ts'

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
const { random } = channels

async function commandUrl(): Promise<string> {
  const said = slack.driver.say(alice, random, '/k8s help')
  const frame = await bot.next()
  bot.ack(frame)
  await said
  return String(frame.payload?.['response_url'])
}

const respond = (url: string, body: object) =>
  fetch(url, { method: 'POST', body: JSON.stringify(body) })

test('an answer is private by default and reaches places where the bot is not', async () => {
  await respond(await commandUrl(), { text: 'only you' })
  await respond(await commandUrl(), { text: 'all', response_type: 'in_channel' })

  expect(slack.messages(random)).toMatchObject([
    { text: 'only you', onlyFor: alice.id },
    { text: 'all' },
  ])
  expect(slack.messages(random).at(-1)?.onlyFor).toBeUndefined()
})

test('a later answer may replace an earlier one, which stays as private as it was', async () => {
  const url = await commandUrl()
  await respond(url, { text: 'first' })
  await respond(url, { text: 'second', replace_original: true, response_type: 'in_channel' })

  expect(slack.messages(random)).toMatchObject([{ text: 'second', onlyFor: alice.id }])
})

test('an answer may be taken back', async () => {
  const url = await commandUrl()
  await respond(url, { text: 'first' })
  await respond(url, { delete_original: true })

  expect(slack.messages(random)).toEqual([])
})

test('five times, and no more', async () => {
  const url = await commandUrl()
  for (let i = 0; i < 5; i++) await respond(url, { text: 'again' })
  const sixth = await respond(url, { text: 'again' })

  expect(sixth.status).toBe(404)
  expect(await sixth.json()).toMatchObject({ error: 'used_url' })
})

test('within thirty minutes, and no longer', async () => {
  const url = await commandUrl()
  await clock.advance(30 * 60_000 + 1)
  const late = await respond(url, { text: 'late' })

  expect(await late.json()).toMatchObject({ error: 'expired_url' })
})

test('blocks are checked here as well', async () => {
  const bad = await respond(await commandUrl(), { blocks: [{ type: 'nothing' }] })

  expect(bad.status).toBe(400)
  expect(await bad.json()).toMatchObject({ error: 'invalid_blocks' })
})

test('faults strike here as well', async () => {
  slack.faults.api({ method: 'response_url' }, { fault: 'status', status: 500 })

  expect((await respond(await commandUrl(), { text: 'a' })).status).toBe(500)
})
