import { afterEach, beforeEach, expect, test } from 'vitest'
import type { EmbeddedSlack } from '../../../playground/slack/slack.ts'
import { startSlack } from '../../../playground/slack/slack.ts'
import { channels } from '../../../playground/slack/workspace.ts'
import type { FakeClock } from '../../support/fake-clock.ts'
import { fakeClock } from '../../support/fake-clock.ts'
import { webClient } from './web-client.ts'

let clock: FakeClock
let slack: EmbeddedSlack

beforeEach(async () => {
  clock = fakeClock()
  slack = await startSlack({ clock })
})
afterEach(() => slack.stop())

const post = (channel: string) => webClient(slack).chat.postMessage({ channel, text: 'hello' })
const ops = channels.ops.id

test('a channel takes a short burst, then one message a second', async () => {
  for (let i = 0; i < 3; i++) await post(ops)

  await expect(post(ops)).rejects.toMatchObject({ retryAfter: 1 })
  await clock.advance(1000)
  await expect(post(ops)).resolves.toMatchObject({ ok: true })
  await expect(post(ops)).rejects.toMatchObject({ retryAfter: 1 })
})

test('other channels and other methods stay usable', async () => {
  for (let i = 0; i < 3; i++) await post(ops)
  await expect(post(ops)).rejects.toThrow('rate-limit')

  await expect(post(channels.shop.id)).resolves.toMatchObject({ ok: true })
  await expect(webClient(slack).auth.test()).resolves.toMatchObject({ ok: true })
})

test('a method of tier 2 takes twenty calls a minute', async () => {
  const client = webClient(slack)
  for (let i = 0; i < 20; i++) await client.usergroups.list()

  await expect(client.usergroups.list()).rejects.toMatchObject({ retryAfter: 3 })
})
