import { afterEach, beforeEach, expect, test } from 'vitest'
import { view } from '../../src/core/view.ts'
import { slackBot } from '../support/slack-bot.ts'
import { click, direct, envelope, mention, slash } from './slack-payloads.ts'
import { type SlackServer, slackServer, tooMany } from '../support/slack-server.ts'
import { until } from '../support/patience.ts'

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
    text: '✓ heard get pods -n shop',
    blocks: [{ type: 'rich_text' }],
  })
})

test('a mention in a channel is answered in its thread, to the person alone', async () => {
  const { heard } = await running()
  server.deliver(envelope('events_api', mention('get pods', { ts: '1700000001.000100' })))
  await until(() => server.callsOf('chat.postEphemeral').length === 1)

  expect(heard[0]).toMatchObject({ words: 'get pods', via: 'mention' })
  expect(server.callsOf('chat.postEphemeral')[0]?.args).toMatchObject({
    channel: 'C1',
    user: 'U1',
    thread_ts: '1700000001.000100',
    text: '✓ heard get pods',
  })
})

test('a direct message is answered in the conversation itself', async () => {
  const { heard } = await running()
  server.deliver(envelope('events_api', direct('/k8s get pods')))
  await until(() => server.callsOf('chat.postMessage').length === 1)

  expect(heard[0]).toMatchObject({ words: 'get pods', via: 'dm', place: { kind: 'dm' } })
  expect(server.callsOf('chat.postMessage')[0]?.args).toMatchObject({ channel: 'D1' })
})

test('A4: bots, edits and our own messages are not answered', async () => {
  const { heard } = await running()
  server.deliver(envelope('events_api', direct('get pods', { bot_id: 'B9' })))
  server.deliver(envelope('events_api', direct('get pods', { subtype: 'message_changed' })))
  server.deliver(envelope('events_api', direct('get pods', { user: 'UBOT' })))
  server.deliver(envelope('events_api', mention('get pods', { bot_id: 'B9' })))
  server.deliver(envelope('events_api', direct('the last one')))
  await until(() => heard.length === 1)

  expect(heard.map(({ words }) => words)).toEqual(['the last one'])
})

test('A4: whoever presses a button in a shared channel is asked for with their own workspace', async () => {
  const { heard, offers } = await running()
  const id = offers.remember(
    { words: 'logs web' },
    { teamId: 'T1', channelId: 'C1', kind: 'channel' },
  )
  server.deliver(envelope('interactive', click(id, { user: { id: 'U9', team_id: 'TFOREIGN' } })))
  await until(() => heard.length === 1)

  expect(heard[0]).toMatchObject({
    words: 'logs web',
    via: 'button',
    person: { userId: 'U9', teamId: 'TFOREIGN' },
    place: { teamId: 'T1' },
  })
})

test('a button from before a restart says so to the one who pressed it, and does nothing', async () => {
  const { heard } = await running()
  server.deliver(
    envelope('interactive', click('unknown', { response_url: `${server.url}/response/1` })),
  )
  await until(() => server.responses.length === 1)

  expect(heard).toEqual([])
  expect(server.responses[0]?.['text']).toContain('before a restart')
})

test('S9: the same envelope, event or trigger is answered once and acknowledged each time', async () => {
  const { heard } = await running()
  const command = envelope('slash_commands', slash('once'))
  server.deliver(command)
  server.deliver(command)
  server.deliver({ ...command, envelope_id: 'another' })
  const event = envelope('events_api', mention('twice'))
  server.deliver(event)
  server.deliver({ ...event, envelope_id: 'yet another', retry_attempt: 1 })
  await until(() => server.acks.length === 5)
  await until(() => heard.length === 2)

  expect(heard.map(({ words }) => words).toSorted()).toEqual(['once', 'twice'])
})

test('whatever replica a saying reaches, it has the same id there', async () => {
  const { heard, offers } = await running()
  const id = offers.remember(
    { words: 'logs web' },
    { teamId: 'T1', channelId: 'C1', kind: 'channel' },
  )
  server.deliver(envelope('slash_commands', slash('a', { trigger_id: 't1' })))
  await until(() => heard.length === 1)
  server.deliver(envelope('interactive', click(id, { trigger_id: 't2' })))
  await until(() => heard.length === 2)
  const event = mention('c')
  server.deliver(envelope('events_api', event))
  await until(() => heard.length === 3)

  expect(heard.map(({ said }) => said)).toEqual([
    'trigger:t1',
    'trigger:t2',
    `event:${event.event_id}`,
  ])
})

test('S10: a first retry of something never seen is processed', async () => {
  const { heard } = await running()
  server.deliver(
    envelope('events_api', mention('late'), { retry_attempt: 1, retry_reason: 'timeout' }),
  )
  await until(() => heard.length === 1)

  expect(heard[0]?.words).toBe('late')
})

test('S1, S2: at a refresh there is never a moment without a connection, and nothing is lost', async () => {
  const { heard, slack } = await running()
  const [old] = server.sockets
  let fewest = 1
  const watch = setInterval(() => {
    fewest = Math.min(fewest, server.sockets.size)
  }, 1)
  server.deliver({ type: 'disconnect', reason: 'refresh_requested' })
  server.deliver(envelope('slash_commands', slash('on the old one')), old)
  await until(() => server.callsOf('apps.connections.open').length === 2)
  await until(() => old?.readyState === 3)
  server.deliver(envelope('slash_commands', slash('on the new one')))
  await until(() => heard.length === 2 && server.acks.length === 2)
  clearInterval(watch)

  expect(fewest).toBe(1)
  expect(heard.map(({ words }) => words)).toEqual(['on the old one', 'on the new one'])
  expect(slack.unready()).toBeUndefined()
})

test('S11: no frame ends the connection or the process', async () => {
  const { heard } = await running()
  for (const frame of ['null', '[]', '"x"', '{', '42', '{"envelope_id":7}', 'x'.repeat(5_000_000)])
    server.deliver(frame)
  for (const payload of [null, [], 'x', {}, { event: null }, { event: {} }, { actions: [] }])
    server.deliver(envelope('events_api', payload))
  server.deliver(envelope('unheard_of', { type: 'app_rate_limited' }))
  for (const socket of server.sockets) socket.send(Buffer.from([1, 2, 3]))
  server.deliver(envelope('slash_commands', slash('still here')))
  await until(() => heard.length === 1)

  expect(heard[0]?.words).toBe('still here')
  expect(server.callsOf('apps.connections.open')).toHaveLength(1)
  await until(() => server.acks.length === 9)
})

test('S12: an answer still arrives when the socket died after the command', async () => {
  let finish = () => {}
  const done = new Promise<void>((resolve) => {
    finish = resolve
  })
  const { heard } = await running({
    answer: async (_incoming, conversation) => {
      await done
      await conversation.reply(view('done', ['Restarted']), 'private')
    },
  })
  server.deliver(envelope('slash_commands', slash('restart web')))
  await until(() => heard.length === 1)
  for (const socket of server.sockets) socket.terminate()
  finish()
  await until(() => server.callsOf('chat.postEphemeral').length === 1)

  expect(server.callsOf('chat.postEphemeral')[0]?.args['text']).toContain('Restarted')
  expect(heard).toHaveLength(1)
})

test('S21: when auth.test fails at first, the bot starts all the same and answers', async () => {
  const down = { ok: false, error: 'internal_error' }
  server.on('auth.test', down, down, down, {
    ok: true,
    team_id: 'T1',
    user_id: 'UBOT',
    bot_id: 'B1',
  })
  const { heard } = await running()
  server.deliver(envelope('slash_commands', slash('hello')))
  await until(() => heard.length === 1)

  expect(server.callsOf('auth.test')).toHaveLength(4)
})

test('S6: a wrong app token stops the start with its name', async () => {
  server.on('apps.connections.open', { ok: false, error: 'not_allowed_token_type' })
  const { slack } = slackBot(server)

  await expect(slack.start()).rejects.toThrow(/SLACK_APP_TOKEN is not an app-level token/u)
  await slack.stop()
})

test('S6: a wrong bot token stops the start with its name', async () => {
  server.on('auth.test', { ok: false, error: 'invalid_auth' })
  const { slack } = slackBot(server)

  await expect(slack.start()).rejects.toThrow(/SLACK_BOT_TOKEN \(invalid_auth\)/u)
  await slack.stop()
})

test('S18: a token revoked later makes the bot not ready', async () => {
  const { slack } = await running()
  expect(slack.unready()).toBeUndefined()
  for (const method of ['chat.postEphemeral', 'conversations.open', 'chat.postMessage'])
    server.on(method, { ok: false, error: 'token_revoked' })
  server.deliver(envelope('slash_commands', slash('hello')))
  await until(() => slack.unready() !== undefined)

  expect(slack.unready()).toContain('token_revoked')
})

test('each token is sent only with its own calls', async () => {
  await running()
  const tokens = server.calls.map(({ method, token }) => `${method} ${token}`)

  expect(tokens).toEqual(['auth.test xoxb-test', 'apps.connections.open xapp-test'])
})

test('stop waits for the answer under way', async () => {
  let finish = () => {}
  const { slack, heard } = await running({
    answer: (_incoming, conversation) =>
      new Promise((resolve) => {
        finish = () => {
          void conversation.reply(view('done', ['finished']), 'private').then(resolve)
        }
      }),
  })
  server.deliver(envelope('slash_commands', slash('slow')))
  await until(() => heard.length === 1)
  const stopped = slack.stop()
  await until(() => server.sockets.size === 0)
  finish()
  await stopped

  expect(server.callsOf('chat.postEphemeral')).toHaveLength(1)
})

test('a public answer in a channel without the bot goes to the person alone, and says why', async () => {
  server.on('chat.postMessage', { ok: false, error: 'not_in_channel' })
  await running({
    answer: (_incoming, conversation) => conversation.reply(view('plain', ['pods']), 'public'),
  })
  server.deliver(
    envelope(
      'slash_commands',
      slash('get pods --public', { response_url: `${server.url}/response/1` }),
    ),
  )
  await until(() => server.responses.length === 1)

  expect(server.responses[0]?.['text']).toContain(
    'Only you see this: the bot is not in this channel',
  )
})

test('when the private way back is broken, the answer comes by direct message', async () => {
  server.on('response_url', (_call, response) => {
    response.writeHead(404).end('expired_url')
    return undefined
  })
  server.on('chat.postEphemeral', { ok: false, error: 'user_not_in_channel' })
  await running()
  server.deliver(
    envelope('slash_commands', slash('hello', { response_url: `${server.url}/response/1` })),
  )
  await until(() => server.callsOf('chat.postMessage').length === 1)

  expect(server.callsOf('chat.postMessage')[0]?.args['channel']).toBe('DU1')
})

test('long private output follows as a file in a direct message, never in the channel', async () => {
  const output = Array.from({ length: 2_000 }, (_, i) => `line ${i}`).join('\n')
  await running({
    answer: (_incoming, conversation) =>
      conversation.reply(
        view('plain', ['Logs'], [{ part: 'output', output, fileName: 'web.log' }]),
        'private',
      ),
  })
  server.deliver(envelope('slash_commands', slash('logs web')))
  await until(() => server.callsOf('files.completeUploadExternal').length === 1)

  expect(server.callsOf('files.completeUploadExternal')[0]?.args['channel_id']).toBe('DU1')
})

test('S16: a 429 on one channel holds up only that channel', async () => {
  server.on('chat.postMessage', ({ args }, response) => {
    if (args['channel'] !== 'C1') return { ok: true, channel: args['channel'], ts: '2.2' }
    const tooManyCalls = tooMany(30)
    return typeof tooManyCalls === 'function'
      ? tooManyCalls({ method: '', args: {}, token: '', at: 0 }, response)
      : undefined
  })
  await running({
    answer: (_incoming, conversation) => conversation.reply(view('plain', ['pods']), 'public'),
  })
  server.deliver(envelope('slash_commands', slash('get pods', { channel_id: 'C1' })))
  server.deliver(envelope('slash_commands', slash('get pods', { channel_id: 'C2' })))
  await until(() => server.callsOf('chat.postMessage').length === 2)

  expect(server.callsOf('chat.postMessage').map(({ args }) => args['channel'])).toEqual([
    'C1',
    'C2',
  ])
  stop = () => Promise.resolve()
})
