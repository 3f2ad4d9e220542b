import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { channels, people } from '../../playground/slack/workspace.ts'
import { webhook, webhookAlert } from '../support/alerts.ts'
import { saidBy } from '../support/whole-bot.ts'
import { type MovableClock, movableClock, whileTimePasses } from '../support/whole-clock.ts'
import { allAbout, becomes, pressed, shown, told } from '../support/whole-screen.ts'
import {
  NO_LIMITS,
  settled,
  type Stage,
  startStage,
  WATCHING_CONFIG,
} from '../support/whole-stage.ts'

const { ops } = channels
const { bob } = people
const TOKEN = 'what-alertmanager-has-to-know'
const CONFIG = WATCHING_CONFIG.replace(
  /^notifications:\n/m,
  'notifications:\n  alertmanager: { port: 0 }\n',
)

let stage: Stage
let clock: MovableClock
const later = <T>(done: Promise<T>) => whileTimePasses(clock, done)

beforeEach(async () => {
  clock = movableClock(20)
  stage = await startStage({
    config: `${CONFIG}${NO_LIMITS}`,
    clock,
    env: { DECKWATCH_ALERTMANAGER_TOKEN: TOKEN },
  })
})
afterEach(() => stage.stop())

/** What Alertmanager does; the status it gets. */
async function send(...alerts: readonly unknown[]): Promise<number> {
  const port = stage.log.lines.flatMap(({ facts, message }) =>
    message === 'listening for Alertmanager' ? [facts['port']] : [],
  )
  const response = await fetch(`http://127.0.0.1:${String(port.at(-1))}/alertmanager`, {
    method: 'POST',
    headers: { authorization: `Bearer ${TOKEN}` },
    body: JSON.stringify(webhook({ alerts })),
  })
  return response.status
}

const firing = (labels: Readonly<Record<string, string>>, more: Record<string, unknown> = {}) =>
  webhookAlert({
    labels: { severity: 'warning', cluster: 'prod-eu', namespace: 'shop', ...labels },
    startsAt: clock.now().toISOString(),
    fingerprint: `f-${Object.values(labels).join('-').toLowerCase()}`,
    ...more,
  })
const over = (alert: ReturnType<typeof firing>) => ({
  ...alert,
  status: 'resolved',
  endsAt: clock.now().toISOString(),
})

const cardsOf = (text: string) =>
  allAbout(stage, ops, text).filter(({ threadTs, ts }) => threadTs === undefined || threadTs === ts)

describe('an alert', () => {
  test('about a workload is one message, sent twice or after a restart, and resolved in place', async () => {
    const slow = firing(
      { alertname: 'CheckoutSlow', deployment: 'api' },
      {
        annotations: { summary: 'p99 above 2 s <!channel>', runbook_url: 'https://run.example/1' },
      },
    )
    expect([await send(slow), await send(slow)]).toEqual([200, 200])
    const card = await shown(stage, ops, 'deployment/api in shop', 'has alert CheckoutSlow')
    expect(saidBy(card)).toContain('p99 above 2 s &lt;!channel&gt;')
    expect(await pressed(stage, [bob, card], 'Acknowledge')).toContain('Acknowledged')

    await stage.restart()
    await send(slow)
    await becomes(stage, card, `Acknowledged by <@${bob.id}>`)
    await send(over(slow))

    await later(becomes(stage, card, '○ deployment/api in shop is fine again'))
    expect(cardsOf('deployment/api in shop')).toHaveLength(1)
  })

  test('about a pod that is seen to crash is a line in that message, which is over when both are', async () => {
    stage.prod.break({ action: 'crash', namespace: 'shop', name: 'cart' })
    const card = await shown(stage, ops, 'statefulset/cart in shop', 'crashes', 'incident')
    const crashing = firing({ alertname: 'KubePodCrashLooping', pod: 'cart-0', container: 'cart' })
    await send(crashing)
    await later(becomes(stage, card, 'Alertmanager: KubePodCrashLooping since'))

    stage.prod.break({ action: 'recover-all' })
    await settled(stage.prod)
    await send(over(crashing))
    await later(becomes(stage, card, '○ statefulset/cart in shop is fine again'))
    expect(cardsOf('statefulset/cart in shop')).toHaveLength(1)
  })

  test('about the cluster is for those who may see its nodes', async () => {
    await send(firing({ alertname: 'KubeAPIErrorBudgetBurn', namespace: '', severity: 'critical' }))
    await shown(stage, ops, 'alert/KubeAPIErrorBudgetBurn fires')

    expect(await told(stage, [people.alice, ops], 'incidents')).toContain('KubeAPIErrorBudgetBurn')
    expect(await told(stage, [people.dave, ops], 'incidents')).not.toContain(
      'KubeAPIErrorBudgetBurn',
    )
  })
})
