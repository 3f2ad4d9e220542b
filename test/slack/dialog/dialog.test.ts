import { afterEach, beforeEach, expect, test } from 'vitest'
import { text } from '../../../src/core/text.ts'
import { view } from '../../../src/core/view.ts'
import { slackBot } from '../../support/slack-bot.ts'
import { click, envelope, submission } from '../slack-payloads.ts'
import { type SlackServer, slackServer, tooMany } from '../../support/slack-server.ts'
import { slackShelf } from '../../support/slack-shelf.ts'
import { until } from '../../support/patience.ts'

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

const place = { teamId: 'T1', channelId: 'C1', kind: 'channel', threadTs: '1.000100' } as const
const deny = {
  words: 'deny 8f3c21aa',
  question: {
    title: 'Deny the scale of web to zero',
    label: 'Why?',
    hint: 'Shown to them.',
    max: 200,
  },
}
type Dialog = {
  readonly title: { readonly text: string }
  readonly private_metadata: string
  readonly blocks: readonly { readonly element: Readonly<Record<string, unknown>> }[]
}
const opened = (): Dialog =>
  JSON.parse(server.callsOf('views.open').at(-1)?.args['view'] ?? '{}') as Dialog
const inThread = { message: { ts: '1.000200', thread_ts: '1.000100' } }
const pressed = (id: string) => envelope('interactive', click(id, inThread))

test('a button that asks opens a dialog; its answer goes behind the words, in the place of the button', async () => {
  const { heard, offers } = await running()
  const id = offers.remember(deny, place)
  server.deliver(pressed(id))
  await until(() => server.callsOf('views.open').length === 1)

  const dialog = opened()
  expect(heard).toEqual([])
  expect(dialog.title.text.length).toBeLessThanOrEqual(24)
  expect(dialog.blocks[0]?.element).toMatchObject({ min_length: 1, max_length: 200 })
  expect(server.callsOf('views.open')[0]?.args['trigger_id']).toMatch(/^trigger-/u)

  const sent = submission(dialog.private_metadata, 'bad release')
  server.deliver(envelope('interactive', sent))
  await until(() => server.callsOf('chat.postEphemeral').length === 1)

  expect(heard).toMatchObject([
    {
      words: 'deny 8f3c21aa "bad release"',
      via: 'button',
      said: `view:${sent.view.id}`,
      person: { userId: 'U2', teamId: 'T1' },
      place: { channelId: 'C1', threadTs: '1.000100' },
    },
  ])
  expect(server.callsOf('chat.postEphemeral')[0]?.args).toMatchObject({
    channel: 'C1',
    user: 'U2',
    thread_ts: '1.000100',
  })
})

test('S9: a dialog that is sent twice speaks once', async () => {
  const { heard, offers } = await running()
  const metadata = JSON.stringify({ offer: offers.remember(deny, place), channelId: 'C1' })
  const sent = submission(metadata, 'no')
  server.deliver(envelope('interactive', sent))
  server.deliver(envelope('interactive', { ...sent, trigger_id: 'another' }))
  await until(() => server.acks.length === 2)
  await until(() => heard.length === 1)

  expect(heard).toHaveLength(1)
})

test.each(['expired_trigger_id', 'trigger_expired', 'exchanged_trigger_id'])(
  'S20: after %s the person gets a button that opens the dialog again',
  async (error) => {
    const { heard, offers } = await running()
    server.on('views.open', { ok: false, error }, { ok: true })
    server.deliver(pressed(offers.remember(deny, place)))
    await until(() => server.callsOf('chat.postEphemeral').length === 1)
    const args = server.callsOf('chat.postEphemeral')[0]?.args ?? {}
    const again = /"value":"(?<id>[^"]+)"/u.exec(args['blocks'] ?? '')?.groups?.['id'] ?? ''
    server.deliver(pressed(again))
    await until(() => server.callsOf('views.open').length === 2)

    expect(args['text']).toContain('took too long to open')
    expect(args['blocks']).toContain('Open it again…')
    expect(opened().private_metadata).toContain(again)
    expect(heard).toEqual([])
  },
)

test.each([
  ['Slack refuses', { ok: false, error: 'invalid_arguments' }],
  ['Slack limits', tooMany(30)],
])('when %s the dialog, the person is told what to type', async (_why, reply) => {
  const { offers } = await running()
  server.on('views.open', reply)
  server.deliver(pressed(offers.remember(deny, place)))
  await until(() => server.callsOf('chat.postEphemeral').length === 1)

  expect(server.callsOf('chat.postEphemeral')[0]?.args['text']).toContain(
    '/k8s deny 8f3c21aa "your answer"',
  )
})

test('A6: an old message button still works after a restart, whoever made it', async () => {
  const shelf = slackShelf()
  const before = await running({ shelf })
  const id = before.offers.remember(deny, place)
  const plain = before.offers.remember({ words: 'approve 8f3c21aa' }, place)
  await before.slack.stop()
  const { heard } = await running({ shelf })
  server.deliver(pressed(id))
  server.deliver(pressed(plain))
  await until(() => server.callsOf('views.open').length === 1 && heard.length === 1)

  expect(heard).toMatchObject([{ words: 'approve 8f3c21aa' }])
})

test('while the store is away an unknown button says to press it again, and does nothing', async () => {
  const shelf = slackShelf()
  const { heard } = await running({ shelf })
  shelf.away = true
  server.deliver(pressed('from-another-process'))
  await until(() => server.callsOf('chat.postEphemeral').length === 1)

  expect(heard).toEqual([])
  expect(server.callsOf('chat.postEphemeral')[0]?.args['text']).toContain('again in a minute')
})

test('A4: what a dialog carries gives nobody a right: the one who sends it is the one who speaks', async () => {
  const { heard, offers } = await running()
  const metadata = JSON.stringify({ offer: offers.remember(deny, place), channelId: 'C1' })
  const sent = submission(metadata, 'no', { user: { id: 'U9', team_id: 'TFOREIGN' } })
  server.deliver(envelope('interactive', sent))
  await until(() => heard.length === 1)

  expect(heard[0]).toMatchObject({ person: { userId: 'U9', teamId: 'TFOREIGN' } })
})

test.each([
  ['no carried words', submission('', 'x')],
  ['junk', submission('{', 'x')],
  ['a foreign shape', submission('{"offer":1}', 'x')],
  ['a channel that is none', submission('{"offer":"o","channelId":"../x"}', 'x')],
  [
    'no state',
    submission('{"offer":"o","channelId":"C1"}', 'x', { view: { id: 'V', callback_id: 'ask' } }),
  ],
  ['another dialog', submission('{}', 'x', { view: { id: 'V', callback_id: 'other', state: {} } })],
  ['a closed dialog', { ...submission('{}', 'x'), type: 'view_closed' }],
])('S11: a submission with %s is acknowledged and ignored', async (_what, payload) => {
  const { heard } = await running()
  server.deliver(envelope('interactive', payload))
  server.deliver(
    envelope('slash_commands', {
      command: '/k8s',
      text: 'still here',
      team_id: 'T1',
      user_id: 'U1',
      channel_id: 'C1',
    }),
  )
  await until(() => server.acks.length === 2 && heard.length === 1)

  expect(heard[0]?.words).toBe('still here')
})

test('what is put in the store is posted by the running bot, with buttons that work', async () => {
  const { slack, outbox, heard, shelf } = await running()
  outbox.put({
    key: 'plan/8f3c21aa/card',
    to: { channelId: 'C1' },
    view: {
      ...view('waiting', text`Needs 1 of platform`),
      buttons: [
        { label: 'Approve', words: 'approve 8f3c21aa', style: 'primary' },
        { label: 'Deny', ...deny },
      ],
    },
  })
  slack.messenger.wake()
  await until(() => server.callsOf('chat.postMessage').length === 1)

  const blocks = server.callsOf('chat.postMessage')[0]?.args['blocks'] ?? ''
  expect(blocks).toContain('Deny…')
  // Known to every replica before anybody can press it.
  expect([...shelf.offers.values()].map(({ words }) => words)).toEqual([
    'approve 8f3c21aa',
    'deny 8f3c21aa',
  ])
  const [approve] = [...shelf.offers.keys()]
  server.deliver(pressed(approve ?? ''))
  await until(() => heard.length === 1)
  expect(heard[0]?.words).toBe('approve 8f3c21aa')
})
