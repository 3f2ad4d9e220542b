import { expect, test } from 'vitest'
import { createAdminNotices } from '../../../src/slack/delivery/admin-notices.ts'
import type { Courier } from '../../../src/slack/delivery/courier.ts'
import type { Message } from '../../../src/slack/render/message.ts'
import { fakeClock } from '../../support/fake-clock.ts'
import { fakeLog } from '../../support/fake-log.ts'

function notices(channel: string | undefined = 'CADMIN') {
  const clock = fakeClock()
  const said: string[] = []
  const courier: Pick<Courier, 'post'> = {
    post: async (spot, { text }: Message) => {
      said.push(`${spot.channel}: ${text}`)
      return { ...spot, ts: '1.1' }
    },
  }
  const tell = createAdminNotices({ channel: () => channel, courier, clock, log: fakeLog() })
  return { clock, said, tell }
}

test('S18: the admins hear where the bot may not post, and where that is told instead', async () => {
  const { said, tell } = notices()
  tell('C1', 'not_in_channel', 'people')
  tell('C2', 'is_archived', 'COPS')
  tell('C3', 'is_archived', 'nowhere')

  expect(said).toEqual([
    expect.stringMatching(/^CADMIN: .*C1[^]*not_in_channel[^]*go to people directly/u),
    expect.stringMatching(/^CADMIN: .*C2[^]*is told in channel `?COPS`? instead/u),
    expect.stringMatching(/^CADMIN: .*C3[^]*told nowhere/u),
  ])
})

test('S18: once an hour for each channel, and never about their own', async () => {
  const { said, tell, clock } = notices()
  for (let minute = 0; minute < 90; minute++) {
    tell('C1', 'is_archived', 'COPS')
    tell('CADMIN', 'is_archived', 'nowhere')
    await clock.advance(60_000)
  }

  expect(said).toHaveLength(2)
})
