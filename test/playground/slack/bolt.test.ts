import { App, HTTPReceiver, SocketModeReceiver } from '@slack/bolt'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { EmbeddedSlack } from '../../../playground/slack/slack.ts'
import { startSlack } from '../../../playground/slack/slack.ts'
import { channels, people } from '../../../playground/slack/workspace.ts'
import { silent } from './web-client.ts'
import { press, say, waitForConnections, waitForMessage } from '../../support/slack-driver.ts'

let slack: EmbeddedSlack

beforeEach(async () => {
  slack = await startSlack()
})
afterEach(() => slack.stop())

const { alice } = people
const { ops } = channels

function listen(receiver: SocketModeReceiver | HTTPReceiver): App {
  const app = new App({
    token: slack.botToken,
    receiver,
    clientOptions: { slackApiUrl: slack.apiUrl },
    logger: silent,
  })
  app.command('/k8s', async ({ ack, command, respond, client }) => {
    await ack()
    await respond({ text: `private ${command.text}` })
    await client.chat.postMessage({
      channel: command.channel_id,
      text: 'card',
      blocks: [
        {
          type: 'actions',
          elements: [{ type: 'button', action_id: 'go', text: { type: 'plain_text', text: 'Go' } }],
        },
      ],
    })
  })
  app.action('go', async ({ ack, body, client }) => {
    await ack()
    await client.chat.postEphemeral({ channel: ops.id, user: body.user.id, text: 'pressed' })
  })
  app.event('app_mention', async ({ event, say: reply }) => {
    await reply({ text: `heard ${event.user}`, thread_ts: event.ts })
  })
  return app
}

async function talk() {
  const answer = await say(slack, [alice, ops], '/k8s get pods')
  const card = await waitForMessage(slack, ({ text }) => text === 'card')
  const pressed = await press(slack, [alice, card], 'Go')
  const heard = await say(slack, [alice, ops], '@deckwatch hello')
  return [answer, pressed, heard].map(({ text }) => text)
}

const TALK = ['private get pods', 'pressed', `heard ${alice.id}`]

test("Bolt's own Socket Mode receiver works against it", async () => {
  const receiver = new SocketModeReceiver({
    appToken: slack.appToken,
    installerOptions: { clientOptions: { slackApiUrl: slack.apiUrl } },
    logger: silent,
  })
  const app = listen(receiver)
  await app.start()
  await waitForConnections(slack)

  expect(await talk()).toEqual(TALK)
  await app.stop()
})

test("Bolt's own HTTP receiver works against it, signatures and all", async () => {
  const receiver = new HTTPReceiver({
    signingSecret: slack.signingSecret,
    logger: silent,
  })
  const app = listen(receiver)
  const server = await receiver.start(0)
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  slack.deliverTo(`http://127.0.0.1:${port}/slack/events`)

  expect(await slack.verifyRequestUrl()).toBe(true)
  expect(await talk()).toEqual(TALK)
  await app.stop()
})
