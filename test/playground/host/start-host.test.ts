import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { channels, people } from '../../../playground/slack/workspace.ts'
import { readEvents } from './page-events.ts'
import { startPageStage } from '../page/page-stage.ts'

let stage: Awaited<ReturnType<typeof startPageStage>>
beforeAll(async () => {
  stage = await startPageStage()
})
afterAll(() => stage.stop())

const { carol } = people
const { ops } = channels

/** node:http, because fetch may not set Host, Origin and Sec-Fetch-*. */
function ask(path: string, headers: Readonly<Record<string, string>>, body?: string) {
  const method = body === undefined ? 'GET' : 'POST'
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
  return new Promise<{ status: number; body: string }>((resolve, reject) => {
    const asked = request(new URL(path, stage.url), { method, headers: { ...length, ...headers } })
    asked.on('error', reject)
    asked.on('response', (response) => {
      text(response).then(
        (told) => resolve({ status: response.statusCode ?? 0, body: told }),
        reject,
      )
    })
    asked.end(body)
  })
}

const own = () => ({ origin: stage.url.slice(0, -1), 'content-type': 'application/json' })
const act = (path: string, body: unknown, headers: Readonly<Record<string, string>> = own()) =>
  ask(path, headers, JSON.stringify(body))

const hello = { do: 'say', userId: carol.id, channelId: ops.id, text: 'hello' }

describe('the page', () => {
  test('is served with a policy that lets it load from its own origin only', async () => {
    const answer = await fetch(stage.url)

    expect(answer.status).toBe(200)
    expect(await answer.text()).toContain('<div id="page">')
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    expect(answer.headers.get('content-security-policy')).not.toContain('unsafe')
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  })

  test('names no other origin in any of its files', async () => {
    const html = await (await fetch(stage.url)).text()
    const paths = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path = '']) => path)

    expect(paths.length).toBeGreaterThan(1)
    expect(paths.filter((path) => !path.startsWith('/assets/'))).toEqual([])
  })

  test('has nothing outside of itself', async () => {
    expect((await ask('/../package.json', {})).status).toBe(404)
    expect((await ask('/src/main.tsx', {})).status).toBe(404)
  })
})

describe('nobody else may use the playground', () => {
  test('a name that is not ours is refused, as a rebound one would be', async () => {
    const answer = await ask('/', { host: 'evil.example' })

    expect(answer.status).toBe(403)
    expect(answer.body).toContain('evil.example')
  })

  test.each([
    ['from another origin', { origin: 'https://evil.example', 'content-type': 'application/json' }],
    ['from a sandboxed page', { origin: 'null', 'content-type': 'application/json' }],
    ['without an origin', { 'content-type': 'application/json' }],
  ])('an action %s is refused', async (_, headers) => {
    expect((await act('/actions/slack', hello, headers)).status).toBe(403)
    expect(stage.slack.messages(ops).map((message) => message.text)).not.toContain('hello')
  })

  test('events are not told to another site', async () => {
    const headers = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }

    expect((await ask('/events', headers)).status).toBe(403)
  })
})

describe('actions', () => {
  test('saying something posts it as that person', async () => {
    expect((await act('/actions/slack', { ...hello, text: 'from the page' })).status).toBe(204)

    const last = stage.slack.messages(ops).at(-1)
    expect(last).toMatchObject({ userId: carol.id, text: 'from the page' })
  })

  test('breaking a workload reaches the cluster', async () => {
    const action = { action: 'crash', namespace: 'shop', name: 'web' }

    expect((await act('/actions/cluster', { cluster: 'prod-eu', action })).status).toBe(204)
    expect(stage.cluster.broken).toContainEqual(action)
  })

  test('turning the bot off and on is told to every page', async () => {
    const events = await readEvents(`${stage.url}events`)
    await events.next('world')
    expect((await act('/actions/bot', { act: 'restart' })).status).toBe(204)
    const stopped = await events.next('bot', (data) => data.includes('stopped'))
    const running = await events.next('bot', (data) => data.includes('running'))
    await events.stop()

    expect([stopped, running]).toEqual(['"stopped"', '"running"'])
    expect((await act('/actions/bot', { act: 'start' })).body).toContain('The bot runs already.')
    expect((await act('/actions/bot', { act: 'explode' })).status).toBe(400)
  })

  test.each([
    [
      'a cluster nobody knows',
      '/actions/cluster',
      { cluster: 'x', action: { action: 'recover-all' } },
    ],
    [
      'a workload nobody knows',
      '/actions/cluster',
      { cluster: 'prod-eu', action: { action: 'oom', namespace: 'shop', name: 'nope' } },
    ],
    ['a person nobody knows', '/actions/slack', { ...hello, userId: 'U404' }],
  ])('%s is told as a problem', async (_, path, body) => {
    const answer = await act(path, body)

    expect(answer.status).toBe(409)
    expect(answer.body).toMatch(/"problem":"There is no/)
  })

  test.each([
    ['an unknown action', { do: 'shout' }],
    ['an unknown field', { ...hello, admin: true }],
    ['too much text', { ...hello, text: 'x'.repeat(12_001) }],
  ])('%s is refused with what is wrong', async (_, body) => {
    expect((await act('/actions/slack', body)).status).toBe(400)
  })

  test('a body that is not JSON is refused', async () => {
    expect((await ask('/actions/slack', own(), '{')).status).toBe(400)
  })

  test('a form cannot act, whatever its origin says', async () => {
    const headers = { ...own(), 'content-type': 'text/plain' }

    expect((await act('/actions/slack', hello, headers)).status).toBe(400)
  })

  test('an action that does not exist is not found', async () => {
    expect((await act('/actions/none', {})).status).toBe(404)
  })
})

describe('events', () => {
  test('begin with the world and go on with what changes', async () => {
    const events = await readEvents(`${stage.url}events`)
    const first = await events.next('world')
    await act('/actions/slack', { ...hello, text: 'told' })
    const change = await events.next('slack', (data) => data.includes('"told"'))
    stage.cluster.break({ action: 'crash', namespace: 'shop', name: 'web' })
    const cluster = await events.next('cluster')
    await events.stop()

    expect(first).toContain('"slashCommand":"/k8s"')
    expect(change).toContain('"change":"message"')
    expect(cluster).toContain('"tone":"bad"')
  })

  test('a page that comes back gets the world anew', async () => {
    const before = await readEvents(`${stage.url}events`)
    await before.next('world')
    await before.stop()
    await act('/actions/slack', { ...hello, text: 'while away' })

    const events = await readEvents(`${stage.url}events`)
    const world = await events.next('world')
    await events.stop()

    expect(world).toContain('while away')
  })
})

describe('shared files', () => {
  test('are handed out as downloads, never shown as a page', async () => {
    const events = await readEvents(`${stage.url}events`)
    await events.next('world')
    await act('/actions/slack', { ...hello, text: '/k8s logs deploy/web' })
    const told = await events.next('slack', (data) => /"message":.*"name":"web.log"/.test(data))
    await events.stop()
    const id = /"id":"(F\w+)"/.exec(told)?.[1] ?? ''

    const answer = await fetch(`${stage.url}files/${id}`)

    expect(await answer.text()).toContain('line 79 GET /cart 200')
    expect(answer.headers.get('content-disposition')).toContain('attachment')
    expect(answer.headers.get('content-type')).toContain('text/plain')
  })

  test('that are not there are not found', async () => {
    expect((await fetch(`${stage.url}files/F0000`)).status).toBe(404)
  })
})
