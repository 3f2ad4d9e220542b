import { expect, test } from 'vitest'
import type { z } from 'zod'
import { createChannelGuard } from '../../../src/slack/delivery/channel-guard.ts'
import { createChannelLook } from '../../../src/slack/delivery/channel-look.ts'
import { createChannelStates } from '../../../src/slack/delivery/channel-states.ts'
import { SlackFailure } from '../../../src/slack/web/failure.ts'
import type { Web } from '../../../src/slack/web/web.ts'
import { fakeClock } from '../../support/fake-clock.ts'
import { fakeLog } from '../../support/fake-log.ts'

type Channel = Readonly<Record<string, unknown>>

/** A Slack with one channel that can be changed. */
function beside(first: Channel | string, allowed: readonly string[] = []) {
  const clock = fakeClock()
  const log = fakeLog()
  const state = { channel: first, looks: 0 }
  const web: Web = {
    call: async <S extends z.ZodType>(method: string, _args: object, shape: S) => {
      state.looks += 1
      if (typeof state.channel === 'string')
        throw new SlackFailure({ kind: 'refused', method, reason: state.channel })
      return shape.parse({ ok: true, channel: state.channel })
    },
    upload: () => Promise.reject(new Error('nothing is uploaded')),
  }
  const guard = createChannelGuard({ web, allowed: () => allowed, clock, log })
  const channels = createChannelStates(clock)
  const told: string[] = []
  const look = createChannelLook({
    guard,
    channels,
    onUnpostable: (channel, reason) => void told.push(`${channel} ${reason}`),
  })
  return { clock, log, state, guard, channels, told, look }
}

const GOOD = { is_member: true }
const SHARED = { is_member: true, is_ext_shared: true }

test('C3: what nobody asked for is refused in a channel that another company shares', async () => {
  const { guard } = beside(SHARED)

  await expect(guard.admit('C1')).rejects.toMatchObject({ reason: 'externally_shared' })
})

test.each([
  ['a channel of our own', GOOD, []],
  ['a shared one that is allowed by its id', SHARED, ['C1']],
  ['a shared one where all are allowed', SHARED, ['*']],
])('C3: %s takes it', async (_what, channel, allowed) => {
  const { guard } = beside(channel, allowed)

  await expect(guard.admit('C1')).resolves.toBeUndefined()
})

test('C3: one that the other company was only invited to counts as shared', async () => {
  const { guard } = beside({ ...GOOD, is_pending_ext_shared: true })

  await expect(guard.admit('C1')).rejects.toThrow('externally_shared')
})

test('one that becomes shared is found out within minutes', async () => {
  const { guard, state, clock } = beside(GOOD)
  await guard.admit('C1')
  state.channel = SHARED
  await clock.advance(5 * 60_000)
  await guard.admit('C1')
  await clock.advance(1)

  await expect(guard.admit('C1')).rejects.toThrow('externally_shared')
})

test('where Slack does not say, an alarm goes out; that is logged once, and asked again later', async () => {
  const { guard, state, clock, log } = beside('missing_scope')
  await guard.admit('C1')
  await guard.admit('C1')
  expect(state.looks).toBe(1)
  expect(log.lines.filter(({ message }) => message.includes('who reads a channel'))).toHaveLength(1)
  state.channel = SHARED
  await clock.advance(5 * 60_000)

  await expect(guard.admit('C1')).rejects.toThrow('externally_shared')
})

test.each([
  ['is shared', SHARED, 'externally_shared'],
  ['is archived', { ...GOOD, is_archived: true }, 'is_archived'],
  ['does not have the bot in it', { is_member: false }, 'not_in_channel'],
  ['is not there', 'channel_not_found', 'channel_not_found'],
])(
  'C3: a look beforehand finds that a channel %s, tells it once, and sees it mended',
  async (_what, channel, reason) => {
    const { look, state, channels, told } = beside(channel)
    await look('C1')
    await look('C1')
    expect(channels.all()).toMatchObject([{ channel: 'C1', refused: { reason } }])
    expect(told).toEqual([`C1 ${reason}`])
    state.channel = GOOD
    await look('C1')

    expect(channels.all()).toEqual([{ channel: 'C1' }])
  },
)

test('a look that Slack does not answer changes nothing of what is known', async () => {
  const { look, state, channels } = beside(SHARED)
  await look('C1')
  state.channel = 'ratelimited'
  await look('C1')

  expect(channels.all()).toMatchObject([{ refused: { reason: 'externally_shared' } }])
})
