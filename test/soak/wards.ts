import { setTimeout as sleep } from 'node:timers/promises'
import { webhook, webhookAlert } from '../support/alerts.ts'
import { FRAIL } from './settings.ts'
import type { Stage } from './stage.ts'

export type Wards = {
  /** How often something fell ill. */
  failures(): number
  alerts(): number
  /** Everything is mended. */
  stop(): Promise<void>
}

// Not out of memory: that is told for half an hour after it was mended.
const ILLNESSES = ['crash', 'bad-image'] as const
/** Long enough to be told, and fewer new ones in five minutes than would be told in a digest only. */
const ILL_MS = 80_000
const WELL_MS = 40_000
const ALERT_MS = 45_000

/** Workloads that fail and are mended, one after the other, and an Alertmanager that tells of something else. */
export function startWards(stage: Stage): Wards {
  const end = new AbortController()
  const pause = (ms: number) => sleep(ms, undefined, { signal: end.signal }).catch(() => undefined)
  let failures = 0
  let alerts = 0
  const falling = stage.grounds.map(async ({ cluster }, side) => {
    await pause(side * 30_000)
    for (let at = 0; !end.signal.aborted; at++) {
      const [name = '', action = 'crash'] = [FRAIL[at % FRAIL.length], ILLNESSES[(at + side) % 2]]
      cluster.break({ action, namespace: 'shop', name })
      failures++
      await pause(ILL_MS)
      cluster.break({ action: 'recover', namespace: 'shop', name })
      await pause(WELL_MS)
    }
  })
  const alerting = (async () => {
    while (!end.signal.aborted) {
      await tellAlert(stage, 'firing')
      alerts++
      await pause(ALERT_MS)
      await tellAlert(stage, 'resolved')
      await pause(ALERT_MS)
    }
  })()
  return {
    failures: () => failures,
    alerts: () => alerts,
    async stop() {
      end.abort()
      await Promise.all([...falling, alerting])
      for (const { cluster } of stage.grounds) cluster.break({ action: 'recover-all' })
    },
  }
}

/** As Alertmanager does: until it is taken. */
async function tellAlert({ bot, alertToken }: Stage, status: 'firing' | 'resolved'): Promise<void> {
  const labels = { alertname: 'DiskFillsUp', cluster: 'staging', severity: 'warning', disk: 'sda' }
  const now = new Date().toISOString()
  const times = status === 'firing' ? { startsAt: now } : { endsAt: now }
  const alert = { ...webhookAlert({ status, labels, fingerprint: 'd15cd15cd15cd15c' }), ...times }
  const headers = { authorization: `Bearer ${alertToken}`, 'content-type': 'application/json' }
  const body = JSON.stringify(webhook({ status, alerts: [alert] }))
  for (let attempt = 0; attempt < 60; attempt++) {
    const { ok } = await fetch(bot.alertmanager, { method: 'POST', headers, body })
    if (ok) return
    await sleep(1000)
  }
  throw new Error('the bot does not take an alert')
}
