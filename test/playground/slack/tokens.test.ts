import { afterAll, beforeAll, expect, test } from 'vitest'
import type { EmbeddedSlack } from '../../../playground/slack/slack.ts'
import { startSlack } from '../../../playground/slack/slack.ts'
import { channels, people } from '../../../playground/slack/workspace.ts'
import { webClient } from './web-client.ts'

let slack: EmbeddedSlack

beforeAll(async () => {
  slack = await startSlack({ scopes: ['users:read'] })
})
afterAll(() => slack.stop())

const call = (init: RequestInit) =>
  fetch(`${slack.apiUrl}auth.test`, { method: 'POST', ...init }).then((answer) => answer.json())

test('every start has tokens of its own', async () => {
  const other = await startSlack()

  expect(other.botToken).not.toBe(slack.botToken)
  expect(slack.botToken).toMatch(/^xoxb-\d+-\d+-\w+$/)
  expect(slack.appToken).toMatch(/^xapp-1-A\w+-\d+-\w+$/)
  await other.stop()
})

test('no token is not_authed, a wrong one is invalid_auth', async () => {
  expect(await call({})).toMatchObject({ ok: false, error: 'not_authed' })
  await expect(webClient(slack, 'xoxb-wrong').auth.test()).rejects.toThrow('invalid_auth')
})

test('a form may carry the token', async () => {
  const body = new URLSearchParams({ token: slack.botToken })

  expect(await call({ body })).toMatchObject({ ok: true })
})

test('a JSON body may not', async () => {
  const body = JSON.stringify({ token: slack.botToken })

  expect(await call({ body, headers: { 'content-type': 'application/json' } })).toMatchObject({
    error: 'not_authed',
  })
})

test('the two kinds of token are not interchangeable', async () => {
  await expect(webClient(slack).apps.connections.open({})).rejects.toThrow('not_allowed_token_type')
  await expect(webClient(slack, slack.appToken).auth.test()).rejects.toThrow(
    'not_allowed_token_type',
  )
})

test('a missing scope is named', async () => {
  const refusal = webClient(slack).chat.postMessage({ channel: 'C1', text: 'a' })

  await expect(refusal).rejects.toMatchObject({
    data: { error: 'missing_scope', needed: 'chat:write', provided: 'users:read' },
  })
})

test('the e-mail address needs its own scope', async () => {
  const { user } = await webClient(slack).users.info({ user: people.bob.id })

  expect(user?.profile?.email).toBeUndefined()
})

test('reading a conversation takes the scope of its kind', async () => {
  const narrow = await startSlack({ scopes: ['channels:history', 'im:write'] })
  const client = webClient(narrow)

  await expect(client.conversations.history({ channel: channels.ops.id })).resolves.toBeTruthy()
  await expect(
    client.conversations.history({ channel: channels.platform.id }),
  ).rejects.toMatchObject({ data: { needed: 'groups:history' } })
  await expect(client.conversations.info({ channel: channels.ops.id })).rejects.toMatchObject({
    data: { needed: 'channels:read' },
  })
  await narrow.stop()
})
