import { connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { type AlertIntake, createAlertIntake } from '../../src/alerts/alert-intake.ts'
import { createClusterNaming } from '../../src/alerts/cluster-naming.ts'
import type { Alert } from '../../src/core/alert.ts'
import { UnavailableError } from '../../src/core/errors.ts'
import { text } from '../../src/core/text.ts'
import { type FakeLog, fakeLog } from '../support/fake-log.ts'
import { realClock } from '../support/slack-bot.ts'
import { webhook, webhookAlert } from '../support/alerts.ts'

const TOKEN = 'a-token-for-the-tests-of-alerts'
let intake: AlertIntake
let kept: Alert[]
let log: FakeLog
let trouble: Error | undefined

beforeEach(async () => {
  kept = []
  trouble = undefined
  log = fakeLog()
  intake = createAlertIntake({
    port: 0,
    rules: () => ({
      token: TOKEN,
      naming: createClusterNaming({
        label: 'cluster',
        names: { 'eu-1': 'prod-eu' },
        served: ['prod-eu', 'staging'],
        fallback: 'staging',
      }),
    }),
    keep: async (alerts) => {
      if (trouble) throw trouble
      kept.push(...alerts)
    },
    clock: realClock,
    log,
    requestTimeout: 500,
  })
  await intake.start()
})
afterEach(() => intake.stop())

type Sent = { readonly token?: string; readonly method?: string; readonly path?: string }

async function send(body: string, { token = TOKEN, method = 'POST', path }: Sent = {}) {
  const response = await fetch(`http://127.0.0.1:${intake.port()}${path ?? '/alertmanager'}`, {
    method,
    ...(method === 'POST' && { body }),
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
  })
  return { status: response.status, body: await response.text() }
}

const json = (...alerts: unknown[]) => JSON.stringify(webhook({ alerts }))

describe('what is taken', () => {
  test('an alert that fires is kept before it is acknowledged', async () => {
    expect(await send(json(webhookAlert()))).toEqual({ status: 200, body: '1 kept, 0 left out\n' })

    expect(kept).toEqual([
      {
        cluster: 'prod-eu',
        fingerprint: 'c0ffee0123456789',
        state: 'firing',
        labels: webhookAlert().labels,
        annotations: webhookAlert().annotations,
        startsAt: '2026-03-02T09:50:00.000Z',
        heardAt: kept[0]?.heardAt,
        source: 'https://prometheus.example.com/graph?g0.expr=up',
      },
    ])
  })

  test('one that is over says since when; times are kept in UTC', async () => {
    await send(json(webhookAlert({ status: 'resolved', endsAt: '2026-03-02T11:00:00.5+01:00' })))

    expect(kept[0]).toMatchObject({ state: 'resolved', endsAt: '2026-03-02T10:00:00.500Z' })
  })

  test('its cluster goes by another name, or by none; that of a cluster nobody serves is counted and told to the log', async () => {
    const of = (cluster?: string) =>
      webhookAlert({ labels: { alertname: 'A', ...(cluster !== undefined && { cluster }) } })

    const { status, body } = await send(json(of('eu-1'), of(), of('mars'), of('mars')))

    expect({ status, body }).toEqual({ status: 200, body: '2 kept, 2 left out\n' })
    expect(kept.map(({ cluster }) => cluster)).toEqual(['prod-eu', 'staging'])
    expect(log.lines.map(({ facts }) => facts)).toContainEqual({ clusters: { mars: 2 } })
  })

  test('without a fingerprint, the same labels are the same alert', async () => {
    const { fingerprint: _, ...bare } = webhookAlert()
    await send(
      json(bare, { ...bare, labels: Object.fromEntries(Object.entries(bare.labels).toReversed()) }),
    )
    await send(json({ ...bare, labels: { ...bare.labels, pod: 'web-2' } }))

    expect(new Set(kept.map(({ fingerprint }) => fingerprint)).size).toBe(2)
    expect(kept[0]?.fingerprint).toBe(kept[1]?.fingerprint)
  })

  test('words of others are capped; an address that is no web address is left out', async () => {
    const many = Object.fromEntries(Array.from({ length: 500 }, (_none, i) => [`l${i}`, 'x']))
    const labels = { ...many, l1: 'y'.repeat(100_000), ['n'.repeat(300)]: 'z' }
    await send(json(webhookAlert({ labels, generatorURL: 'javascript:alert(1)' })))

    expect(Object.keys(kept[0]?.labels ?? {})).toHaveLength(64)
    expect(kept[0]?.labels['l1']).toHaveLength(1000)
    expect(kept[0]).not.toHaveProperty('source')
  })

  test('what Alertmanager left out, and what is no alert, is told to the log; the rest is kept', async () => {
    const body = webhook({ alerts: [webhookAlert(), { status: 'odd' }], truncatedAlerts: 7 })

    expect((await send(JSON.stringify(body))).body).toBe('1 kept, 1 left out\n')

    expect(log.lines.map(({ facts }) => facts)).toContainEqual({ malformed: 1, truncated: 7 })
  })
})

test('of alerts without end in one request, ten thousand are looked at, and the rest is counted as cut off', async () => {
  const body = `{"version":"4","alerts":[${JSON.stringify(webhookAlert())}${',{}'.repeat(2_000_000)}]}`
  const begun = performance.now()

  expect((await send(body)).body).toBe('1 kept, 9999 left out\n')

  // All of them took a minute in which nobody else was answered, and 3.6 GB.
  expect(performance.now() - begun).toBeLessThan(10_000)
  expect(log.lines.map(({ facts }) => facts)).toContainEqual({
    malformed: 9_999,
    truncated: 1_990_001,
  })
}, 30_000)

describe('what is not taken', () => {
  test.each([
    [
      'labels without end',
      {
        labels: Object.fromEntries(
          Array(1001)
            .entries()
            .map(([i]) => [`l${i}`, '']),
        ),
      },
    ],
    ['a label that is no text', { labels: { alertname: 7 } }],
    ['labels in a list', { labels: ['a'] }],
    ['a beginning before all years', { startsAt: '0000-01-01T00:00:00+01:00' }],
    ['a beginning after all years', { startsAt: '9999-12-31T23:59:59-01:00' }],
  ])('%s: it is no alert', async (_, odd) => {
    expect((await send(json(webhookAlert(), webhookAlert(odd)))).body).toBe('1 kept, 1 left out\n')
  })

  test('anything without the token: it is told so before a byte of it is read', async () => {
    const bare = (authorization: string) =>
      raw(`POST /alertmanager HTTP/1.1\r\nhost: x\r\n${authorization}content-length: 9\r\n\r\n`)
    const answers = [
      (await send(json(webhookAlert()), { token: 'another-token-altogether' })).status,
      (await send(json(webhookAlert()), { token: `${TOKEN}x` })).status,
      await bare(''),
      await bare(`authorization: Basic ${TOKEN}\r\n`),
      await bare(`authorization: Bearer ${TOKEN}\r\nauthorization: Bearer other\r\n`),
    ]

    expect(answers.map((answer) => /401/.test(String(answer)))).toEqual(Array(5).fill(true))
    expect(kept).toEqual([])
    expect(JSON.stringify(log.lines)).not.toContain(TOKEN)
  })

  test('junk, another version, another path, another method: each with a word on what would be right', async () => {
    expect(await send('{')).toEqual({ status: 400, body: 'not JSON\n' })
    expect((await send('null')).status).toBe(400)
    expect((await send('[]')).status).toBe(400)
    expect(await send(JSON.stringify({ ...webhook(), version: '3' }))).toEqual({
      status: 400,
      body: 'not a webhook of Alertmanager: version: only version "4" of the webhook is known\n',
    })
    expect((await send(json({ status: 'firing' }))).status).toBe(400)
    expect((await send(json(), { path: '/other' })).status).toBe(404)
    expect(await send('', { method: 'GET' })).toEqual({
      status: 405,
      body: 'only POST /alertmanager\n',
    })
    expect(kept).toEqual([])
  })

  test('a body of any size, said or not, and one that never comes', async () => {
    const head = `POST /alertmanager HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${TOKEN}\r\n`

    expect(await raw(`${head}content-length: 99999999\r\n\r\n`)).toContain('413')
    expect(
      (await send(`"${'x'.repeat(9 * 1024 * 1024)}"`).catch(() => ({ status: 413 }))).status,
    ).toBe(413)
    expect(await raw(`${head}content-length: 50\r\n\r\n{"version`)).toMatch(/^HTTP\/1.1 4\d\d/)
    expect(kept).toEqual([])
  })
})

test('while they cannot be kept, Alertmanager is told to send again', async () => {
  trouble = new UnavailableError('store-unavailable', text`The store is away.`)
  expect((await send(json(webhookAlert()))).status).toBe(503)

  trouble = new Error('odd')
  expect((await send(json(webhookAlert()))).status).toBe(500)

  trouble = undefined
  expect((await send(json(webhookAlert()))).status).toBe(200)
})

test('a port that is taken keeps the bot from starting, by the name of the setting', async () => {
  const second = createAlertIntake({
    port: intake.port() ?? 0,
    rules: () => undefined,
    keep: async () => {},
    clock: realClock,
    log,
  })
  onTestFinished(() => second.stop())

  await expect(second.start()).rejects.toThrow(/notifications\.alertmanager\.port: cannot listen/)
  expect(second.unready()).toBe('not listening for Alertmanager')
})

function raw(words: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(intake.port() ?? 0, '127.0.0.1')
    let answer = ''
    socket.on('data', (data) => {
      answer += data.toString('utf8')
    })
    socket.on('error', reject)
    socket.on('close', () => resolve(answer))
    socket.write(words)
  })
}
