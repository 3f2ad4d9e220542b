import { afterEach, beforeEach, expect, test } from 'vitest'

import { slackBot, until } from '../support/slack-bot.ts'
import { envelope, slash } from '../support/slack-payloads.ts'
import { type SlackServer, slackServer } from '../support/slack-server.ts'

let server: SlackServer
let stop: () => Promise<void>

beforeEach(async () => {
  server = await slackServer()
  stop = () => Promise.resolve()
})
afterEach(async () => {
  await stop()
  await server.close()
})

async function running(options: Parameters<typeof slackBot>[1] = {}) {
  const bot = slackBot(server, options)
  await bot.slack.start()
  stop = () => bot.slack.stop()
  return bot
}

test('a slash command is acknowledged and answered where only the person sees it', async () => {
  const { heard } = await running()
  const command = envelope(
    'slash_commands',
    slash('get pods -n shop', { response_url: `${server.url}/response/1` }),
  )
  server.deliver(command)
  await until(() => server.responses.length === 1)

  expect(server.acks).toEqual([command.envelope_id])
  expect(heard).toMatchObject([
    {
      words: 'get pods -n shop',
      via: 'slash',
      person: { userId: 'U1', teamId: 'T1' },
      place: { teamId: 'T1', channelId: 'C1', kind: 'channel' },
    },
  ])
  expect(server.responses[0]).toMatchObject({
    response_type: 'ephemeral',
    text: '✓ *heard get pods -n shop*',
    blocks: [{ type: 'rich_text' }],
  })
})
