import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { runCli } from '../../src/cli/program.ts'
import { alert, webhook, webhookAlert } from '../support/alerts.ts'
import { fakeHost } from '../support/fake-host.ts'
import { event, printed, rawPod } from '../support/recorded-pods.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const CONFIG = `
clusters: [{ name: prod-eu, environment: production, production: true }]
identity: { users: {} }
policy: policy.yaml
notifications:
  channel: C0000REST
  routes:
    - { name: shop, namespaces: [shop], channel: C0000SHOP }
`
const POLICY = `
contact: the platform team
roles: { developer: {} }
rules:
  - { name: look, effect: allow, reason: everybody may look, risk: [read] }
`
const Told = z.object({
  at: z.string(),
  action: z.enum(['post', 'edit']),
  key: z.string(),
  channel: z.string().optional(),
  threadOf: z.string().optional(),
  route: z.string().optional(),
  title: z.string(),
  lines: z.array(z.string()),
})

async function replayed(recording: string, args: readonly string[] = [], config = CONFIG) {
  const folder = temporaryFolder({
    'deckwatch.yaml': config,
    'policy.yaml': POLICY,
    'changes.json': recording,
  })
  const files = ['--config', join(folder, 'deckwatch.yaml'), join(folder, 'changes.json')]
  const host = fakeHost(['replay', ...args, ...files])
  const code = await runCli(host)
  return { code, out: host.stdout(), err: host.stderr().replaceAll(`${folder}/`, '') }
}

const asJson = async (recording: string, config?: string) =>
  (await replayed(recording, ['--output', 'json'], config)).out
    .trim()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => Told.parse(JSON.parse(line)))

const CRASH = printed(
  event('ADDED', rawPod('web-1-a', { at: '2026-03-02T09:00:10Z' })),
  event('ADDED', rawPod('web-1-b', { at: '2026-03-02T09:00:20Z' })),
  event('MODIFIED', rawPod('web-1-a', { at: '2026-03-02T10:00:00Z', crashed: true })),
  event('MODIFIED', rawPod('web-1-b', { at: '2026-03-02T10:02:00Z', crashed: true })),
  event('MODIFIED', rawPod('web-1-a', { at: '2026-03-02T10:20:00Z' })),
  event('DELETED', rawPod('web-1-b', { at: '2026-03-02T10:21:00Z' })),
)

test('what kubectl printed of a watch is told as it would have been: posted, edited, resolved', async () => {
  const told = await asJson(CRASH)
  const [first] = told
  const cards = told.filter(({ key }) => key === first?.key)

  expect(first).toMatchObject({ action: 'post', channel: 'C0000SHOP', route: 'by route shop' })
  expect(first?.title).toContain('replicaset/web-1 in shop')
  expect(first?.at.startsWith('2026-03-02T10:0')).toBe(true)
  expect(cards.slice(1).every(({ action }) => action === 'edit')).toBe(true)
  expect(cards.map(({ lines }) => lines.join('\n')).join('\n')).toContain('2 pods')
  expect(cards.at(-1)?.title).toContain('is fine again')
  expect(told.at(-1)?.threadOf).toBe(first?.key)
})

test('in words it says when, where, by which route, and what; and at the end how much', async () => {
  const { code, out, err } = await replayed(CRASH)

  expect(err).toBe('')
  expect(code).toBe(0)
  expect(out).toMatch(
    /^2026-03-02T10:0\S+ posted in C0000SHOP by route shop · incident\/\w+\/card$/m,
  )
  expect(out).toMatch(/^ {4}\S .*replicaset\/web-1 in shop .* · prod-eu ⟨production⟩$/m)
  expect(out).toMatch(/^ {4}\[Logs\] \[Describe\]/m)
  expect(out).toMatch(/^2 posted, \d edited, from 6 changes, between 2026-03-02T09:00:20.000Z and/m)
})

test('JSON lines with their own times, lists and bare objects are as good', async () => {
  const at = '2026-03-02T10:00:00Z'
  const list = { apiVersion: 'v1', kind: 'List', items: [rawPod('web-1-a', { at })] }
  const lines = [
    list,
    event('MODIFIED', rawPod('web-1-a', { at, crashed: true }), '2026-03-02T12:00:00Z'),
    event('MODIFIED', rawPod('web-1-a', { at }), '2026-03-02T14:00:00+01:00'),
  ]
  const told = await asJson(lines.map((line) => JSON.stringify(line)).join('\n'))

  expect(told[0]?.at.startsWith('2026-03-02T12:0')).toBe(true)
  expect(told.at(-1)?.title).toContain('Over ')
})

test('what is wrong is named with its line, the rest is played, and the exit code says so', async () => {
  const broken = `{"type":"ADDED","object":{"kind":"Pod"}}\n{ nonsense\n${CRASH}{"type":"ADDED",`
  const { code, out, err } = await replayed(broken)

  expect(err.split('\n').slice(0, 3)).toEqual([
    'changes.json:1: is no object: it needs apiVersion, kind, metadata.name and uid',
    'changes.json:2: is no JSON, or cut off',
    expect.stringMatching(/^changes\.json:\d+: is no JSON, or cut off$/),
  ])
  expect(out).toContain('beside 3 that cannot be read')
  expect(code).toBe(1)
})

test('kinds that nobody looks at are counted', async () => {
  const secret = { ...rawPod('s', { at: '2026-03-02T10:00:00Z' }), kind: 'Secret' }

  expect((await replayed(CRASH + printed(event('ADDED', secret)))).out).toContain(
    'beside 1 of kinds that are not watched',
  )
})

const LISTENING = `${CONFIG}  alertmanager: {}\n`
const heard = (at: string, more: Record<string, unknown> = {}) =>
  JSON.stringify({ ...webhook({ alerts: [webhookAlert(more)] }), at })
const ofPod = { labels: { ...alert().labels, pod: 'web-1-a' } }

test('alerts join the incident that detectors see, which is over when both are', async () => {
  const over = { ...ofPod, status: 'resolved', endsAt: '2026-03-02T10:40:00Z' }
  const recording = `${CRASH}${heard('2026-03-02T10:05:00Z', ofPod)}\n${heard('2026-03-02T10:41:00Z', over)}`
  const told = await asJson(recording, LISTENING)

  expect(
    new Set(told.flatMap(({ key, threadOf }) => (threadOf === undefined ? key : []))),
  ).toHaveLength(1)
  expect(told.map(({ lines }) => lines.join('\n')).join('\n')).toContain('Pod is crash looping.')
  expect(told.at(-1)?.title).toMatch(/^Over /)
  expect(told.at(-1)?.at.startsWith('2026-03-02T10:4')).toBe(true)
})

test('an alert of its own is told by its route, in a file of its own, at the time that it says', async () => {
  const own = { labels: { alertname: 'CartSlow', namespace: 'shop', severity: 'critical' } }
  const [told] = await asJson(JSON.stringify(webhook({ alerts: [webhookAlert(own)] })), LISTENING)

  expect(told).toMatchObject({ action: 'post', channel: 'C0000SHOP', route: 'by route shop' })
  expect(told?.at.startsWith('2026-03-02T09:5')).toBe(true)
})

test('what is wrong with an alert is named with its line and path, and the others are played', async () => {
  const alerts = [webhookAlert(), webhookAlert({ startsAt: 'yesterday' })]
  const recording = [
    JSON.stringify(webhook({ alerts })),
    JSON.stringify(webhook({ version: '3' })),
    JSON.stringify({ ...webhook(), at: 'noon' }),
  ].join('\n')
  const { code, out, err } = await replayed(recording, [], LISTENING)

  expect(err.split('\n').slice(0, 3)).toEqual([
    expect.stringMatching(/^changes\.json:1: alerts\.1\.startsAt: /),
    'changes.json:2: not a webhook of Alertmanager: version: only version "4" of the webhook is known',
    'changes.json:3: at: is no time such as 2026-01-14T12:00:00Z',
  ])
  expect(out).toContain('and 1 requests of Alertmanager')
  expect(code).toBe(1)
})

test('alerts of another cluster, and alerts where none are taken, are counted', async () => {
  const two = LISTENING.replace(
    'production: true }',
    'production: true }, { name: stage, environment: staging, production: false }',
  )
  const elsewhere = heard('2026-03-02T10:05:00Z', {
    labels: { ...alert().labels, cluster: 'stage' },
  })

  expect((await replayed(CRASH + elsewhere, ['--cluster', 'prod-eu'], two)).out).toContain(
    'beside 1 alerts of other clusters',
  )
  expect((await replayed(CRASH + heard('2026-03-02T10:05:00Z', ofPod))).out).toContain(
    'beside 1 of kinds that are not watched, or alerts where none are taken',
  )
})

test('quiet hours and escalation have their say', async () => {
  const quiet = `${CONFIG.replace('channel: C0000SHOP }', 'channel: C0000SHOP, quiet: mornings }')}  quietHours:
    mornings: { windows: [{ zone: UTC, from: '09:00', to: '10:10' }], breaksThrough: critical }
`
  const told = await asJson(CRASH, quiet)

  expect(told[0]?.at).toMatch(/^2026-03-02T10:10:0/)
})

test('what would harm a terminal or tell a secret is cleaned as it is for Slack', async () => {
  const hostile = rawPod('web-1-a', { at: '2026-03-02T10:00:00Z', crashed: true })
  const [status] = hostile.status.containerStatuses
  const message = '\u001b[2Jpassword=hunter2hunter2'
  const state = { waiting: { reason: 'CrashLoopBackOff', message } }
  const statuses = [{ ...status, state }]
  const pod = { ...hostile, status: { ...hostile.status, containerStatuses: statuses } }
  const { out } = await replayed(printed(event('ADDED', pod)))

  expect(out).toContain('posted')
  expect(out).not.toContain('\u001b')
  expect(out).not.toContain('hunter2')
})

test.each([
  ['', 'nothing-recorded'],
  ['{"type":"BOOKMARK","object":{}}', 'nothing-recorded'],
])('a recording without changes says how to make one', async (recording, named) => {
  const { code, err } = await replayed(recording)

  expect(err).toContain(named)
  expect(err).toContain('kubectl get')
  expect(code).toBe(2)
})

test('standard input is read for -, and a file that is not there is told', async () => {
  const folder = temporaryFolder({ 'deckwatch.yaml': CONFIG, 'policy.yaml': POLICY })
  const config = ['--config', join(folder, 'deckwatch.yaml')]
  const piped = fakeHost(['replay', ...config, '-'], { input: async () => CRASH })
  const missing = fakeHost(['replay', ...config, join(folder, 'none.json')])

  expect(await runCli(piped)).toBe(0)
  expect(piped.stdout()).toContain('posted in C0000SHOP')
  expect(await runCli(missing)).toBe(2)
  expect(missing.stderr()).toContain('unreadable-recording')
})
