import { expect, test } from 'vitest'
import { createPresence } from '../../../src/slack/socket/presence.ts'
import { fakeClock } from '../../support/fake-clock.ts'

test('before the first connection the bot is not ready', () => {
  expect(createPresence(fakeClock()).unready()).toContain('not connected yet')
})

test('S5: a gap makes it not ready after 60 s, and a connection ready again', async () => {
  const clock = fakeClock()
  const presence = createPresence(clock)
  presence.tell(1, undefined)
  presence.tell(2, undefined)
  presence.tell(1, 'closed')
  await clock.advance(120_000)
  expect(presence.unready()).toBeUndefined()

  presence.tell(2, 'cannot connect to Slack')
  await clock.advance(59_000)
  expect(presence.unready()).toBeUndefined()
  await clock.advance(2_000)
  expect(presence.unready()).toContain('no connection to Slack for 61 s')

  presence.tell(1, undefined)
  expect(presence.unready()).toBeUndefined()
})
