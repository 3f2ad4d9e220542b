import { afterAll, beforeAll, expect, test } from 'vitest'
import { channels, people } from '../../playground/slack/workspace.ts'
import { allMetrics } from '../../src/app/metrics/all-metrics.ts'
import { webhook, webhookAlert } from '../support/alerts.ts'
import { saidBy } from '../support/whole-bot.ts'
import { movableClock, whileTimePasses } from '../support/whole-clock.ts'
import { asksFor, becomes, fillIn, makes, pressed, shown, told } from '../support/whole-screen.ts'
import {
  NO_LIMITS,
  settled,
  type Stage,
  startStage,
  WATCHING_CONFIG,
} from '../support/whole-stage.ts'

const { alice, bob, carol, dave, hana, olga } = people
const { ops } = channels
const TOKEN = 'what-alertmanager-has-to-know'
const CONFIG = WATCHING_CONFIG.replace(
  /^notifications:\n/m,
  'notifications:\n  alertmanager: { port: 0 }\n',
)
const clock = movableClock(20)
let stage: Stage

beforeAll(async () => {
  stage = await startStage({
    config: `${CONFIG}${NO_LIMITS}`,
    clock,
    env: { DECKWATCH_ALERTMANAGER_TOKEN: TOKEN },
  })
})
afterAll(() => stage.stop())

/** The sum of all series of a metric that hold this, as the page says it: a moment after Slack has the message. */
async function sum(name: string, ...labels: readonly string[]): Promise<number> {
  const page = await stage.metrics()
  return page
    .split('\n')
    .filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `))
    .filter((line) => labels.every((label) => line.includes(label)))
    .reduce((total, line) => total + Number(line.split(' ').at(-1)), 0)
}

test('what people ask for is counted by how it ended', async () => {
  await told(stage, [bob, ops], 'get pods -n shop')
  await told(stage, [bob, ops], 'gett pods')
  await told(stage, [carol, ops], 'restart deploy/web -n shop')
  await told(stage, [dave, ops], 'get pods -n shop')

  await expect
    .poll(() => sum('deckwatch_commands_total', 'command="get"', 'outcome="answered"'))
    .toBe(1)
  await expect
    .poll(() => sum('deckwatch_commands_total', 'command="none"', 'outcome="usage"'))
    .toBe(1)
  await expect.poll(() => sum('deckwatch_commands_total', 'outcome="denied"')).toBe(2)
  await expect
    .poll(() => sum('deckwatch_policy_verdicts_total', 'verdict="deny"'))
    .toBeGreaterThan(0)
  await expect.poll(() => sum('deckwatch_command_duration_seconds_count')).toBe(4)
})

test('changes, votes and decisions are counted once each', async () => {
  const why = '--reason "INC-4711: orders are written twice"'
  await makes(stage, [alice, ops], `break-glass scale deploy/web 2 -n shop ${why}`)
  await settled(stage.prod)
  const { card } = await asksFor(stage, [bob, ops], 'scale deploy/web 8 -n shop --reason "sale"')
  await expect.poll(() => sum('deckwatch_plans', 'state="waiting"')).toBe(1)
  for (const one of [alice, olga, hana]) await pressed(stage, [one, card], 'Approve')
  await becomes(stage, card, '✓ Scaled deployment/web in shop')

  await expect.poll(() => sum('deckwatch_break_glass_total')).toBe(1)
  await expect.poll(() => sum('deckwatch_votes_total', 'choice="approve"')).toBe(3)
  await expect.poll(() => sum('deckwatch_plan_decisions_total', 'decision="approved"')).toBe(1)
  await expect.poll(() => sum('deckwatch_changes_total', 'outcome="rolled-out"')).toBe(2)
  await expect.poll(() => sum('deckwatch_plans', 'state="waiting"')).toBe(0)
})

test('an incident is counted from its beginning to its end', async () => {
  stage.prod.break({ action: 'crash', namespace: 'shop', name: 'cart' })
  const card = await shown(stage, ops, 'statefulset/cart in shop', 'incident')
  const open = await sum('deckwatch_incidents_open', 'muted="no"')
  await fillIn(stage, [bob, card], ['Mute…', '1h'])
  await becomes(stage, card, `Muted by <@${bob.id}>`)
  await expect.poll(() => sum('deckwatch_incidents_open', 'muted="yes"')).toBe(1)
  await expect.poll(() => sum('deckwatch_findings')).toBeGreaterThan(0)

  stage.prod.break({ action: 'recover-all' })
  await settled(stage.prod)
  await whileTimePasses(clock, becomes(stage, card, 'is fine again'))

  expect(open).toBeGreaterThan(0)
  expect(saidBy(card)).toContain('cart')
  await expect.poll(() => sum('deckwatch_incidents_total', 'event="opened"')).toBeGreaterThan(0)
  await expect.poll(() => sum('deckwatch_incidents_total', 'event="muted"')).toBe(1)
  await expect.poll(() => sum('deckwatch_incidents_total', 'event="resolved"')).toBeGreaterThan(0)
})

test('alerts are counted as they were taken', async () => {
  const port = stage.log.lines.find(({ message }) => message === 'listening for Alertmanager')
  const labels = { alertname: 'Slow', namespace: 'shop', severity: 'warning' }
  const alerts = ['prod-eu', 'elsewhere'].map((cluster) =>
    webhookAlert({
      labels: { ...labels, cluster },
      startsAt: clock.now().toISOString(),
      fingerprint: cluster,
    }),
  )
  await fetch(`http://127.0.0.1:${String(port?.facts['port'])}/alertmanager`, {
    method: 'POST',
    headers: { authorization: `Bearer ${TOKEN}` },
    body: JSON.stringify(webhook({ alerts })),
  })

  await expect.poll(() => sum('deckwatch_alerts_received_total', 'as="firing"')).toBe(1)
  await expect.poll(() => sum('deckwatch_alerts_received_total', 'as="unserved"')).toBe(1)
})

/** They need an outage, or something that this set-up has not. */
const ELSEWHERE = [
  'deckwatch_deadman_last_ping_timestamp_seconds',
  'deckwatch_findings',
  'deckwatch_watch_restarts_total',
]

test('after all this no metric is without a number', async () => {
  const silent = async () => {
    const page = await stage.metrics()
    return allMetrics
      .map(({ name }) => name)
      .filter((name) => !ELSEWHERE.includes(name))
      .filter((name) => !new RegExp(`^${name}(?:_count)?[{ ]`, 'm').test(page))
  }

  await expect.poll(silent).toEqual([])
})

test('no name of a person, a channel, a namespace or an object is in them', async () => {
  const page = await stage.metrics()

  for (const name of ['alice', 'bob', bob.id, ops.id, 'shop', 'cart', 'web"'])
    expect(page).not.toContain(name)
})

test('what the bot says to Slack and to clusters is counted where it goes', async () => {
  await expect
    .poll(() => sum('deckwatch_deliveries_total', 'kind="incident"', 'result="delivered"'))
    .toBeGreaterThan(0)
  await expect
    .poll(() => sum('deckwatch_slack_calls_total', 'method="post"', 'result="ok"'))
    .toBeGreaterThan(0)
  await expect.poll(() => sum('deckwatch_slack_calls_total', 'result="broken"')).toBe(0)
  await expect
    .poll(() => sum('deckwatch_kubernetes_calls_total', 'verb="patch"', 'status="2xx"'))
    .toBeGreaterThan(1)
  await expect.poll(() => sum('deckwatch_watch_events_total', 'resource="pods"')).toBeGreaterThan(0)
  await expect.poll(() => sum('deckwatch_slack_connections')).toBe(2)
  await expect
    .poll(() => sum('deckwatch_informer_watching', 'cluster="prod-eu"', 'resource="pods"'))
    .toBe(1)
})
