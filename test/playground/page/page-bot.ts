import type { KnownBlock } from '@slack/types'
import { type WebAPICallResult, WebClient } from '@slack/web-api'
import { WebSocket } from 'ws'
import type { EmbeddedSlack } from '../../../playground/slack/slack.ts'
import { createPageApproval, type PageApproval } from './page-approval.ts'
import { kitchenSink, modalBlocks, podsTable, rolloutBlocks } from './page-blocks.ts'

type Payload = Readonly<Record<string, unknown>>
type Stage = {
  readonly slack: EmbeddedSlack
  readonly web: WebClient
  readonly approval: PageApproval
}

export type PageBot = { stop(): Promise<void> }

/** A scripted bot for tests of the page: it says sample messages over the embedded Slack's real wires. */
export async function startPageBot(slack: EmbeddedSlack): Promise<PageBot> {
  const web = new WebClient(slack.botToken, { slackApiUrl: slack.apiUrl, timeout: 5000 })
  const app = new WebClient(slack.appToken, { slackApiUrl: slack.apiUrl, timeout: 5000 })
  const approval = createPageApproval(web)
  const { url = '' } = await app.apps.connections.open({})
  const socket = new WebSocket(url)
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  socket.on('message', (data: Buffer) => {
    const envelope = JSON.parse(data.toString('utf8')) as Payload
    if (typeof envelope['envelope_id'] !== 'string') return
    socket.send(JSON.stringify({ envelope_id: envelope['envelope_id'] }))
    void hear({ slack, web, approval }, envelope)
  })
  return {
    async stop() {
      socket.close()
      await new Promise((resolve) => socket.once('close', resolve))
    },
  }
}

async function hear(stage: Stage, envelope: Payload): Promise<void> {
  const payload = envelope['payload'] as Payload
  if (envelope['type'] === 'slash_commands') await answerCommand(stage, payload)
  if (payload['type'] === 'block_actions') await answerPress(stage, payload)
  if (payload['type'] === 'view_submission') await stage.approval.deny(payload)
}

async function answerCommand(stage: Stage, payload: Payload): Promise<void> {
  const [word = ''] = String(payload['text']).split(' ')
  const channel = String(payload['channel_id'])
  const tell = (text: string, blocks: readonly KnownBlock[] = []) =>
    respond(payload, { response_type: 'ephemeral', text, blocks })
  switch (word) {
    case 'get':
      return tell('pods in shop', podsTable)
    case 'scale':
      if (payload['user_name'] === 'carol')
        return tell('*You may not scale here.* Rule `shop-only`.')
      if (String(payload['text']).includes('--reason')) return stage.approval.ask(channel)
      return followRollout(stage, channel)
    case 'logs': {
      const content = Array.from({ length: 80 }, (_, i) => `line ${i} GET /cart 200`).join('\n')
      await stage.web.filesUploadV2({ channel_id: channel, content, filename: 'web.log' })
      return undefined
    }
    case 'blocks':
      await stage.web.apiCall('chat.postMessage', {
        channel,
        text: 'blocks',
        blocks: [...kitchenSink],
      })
      return undefined
    case 'form':
      await stage.web.views.open({
        trigger_id: String(payload['trigger_id']),
        view: {
          type: 'modal',
          callback_id: 'form',
          title: { type: 'plain_text', text: 'Scale web' },
          submit: { type: 'plain_text', text: 'Scale' },
          blocks: [...modalBlocks],
        },
      })
      return undefined
    default:
      return tell(`Heard \`${word}\``)
  }
}

async function followRollout({ web }: Stage, channel: string): Promise<void> {
  const posted: WebAPICallResult & { ts?: string } = await web.apiCall('chat.postMessage', {
    channel,
    text: 'Scaling deployment/web',
    blocks: [...rolloutBlocks('working')],
  })
  const { ts = '' } = posted
  await web.apiCall('chat.postMessage', {
    channel,
    thread_ts: ts,
    text: 'Created pod `web-5f6-abcde`',
  })
  await web.chat.update({
    channel,
    ts,
    text: 'Scaled deployment/web',
    blocks: [...rolloutBlocks('done')],
  })
}

async function answerPress({ web, approval }: Stage, payload: Payload): Promise<void> {
  const [action] = payload['actions'] as readonly Payload[]
  if (/^(approve|deny)$/.test(String(action?.['action_id']))) return approval.press(payload)
  const channel = payload['channel'] as { readonly id: string } | undefined
  const user = payload['user'] as { readonly id: string }
  if (!channel) return
  await web.chat.postEphemeral({
    channel: channel.id,
    user: user.id,
    text: `Pressed \`${String(action?.['action_id'])}\``,
  })
}

async function respond(payload: Payload, body: unknown): Promise<void> {
  await fetch(String(payload['response_url']), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
}
