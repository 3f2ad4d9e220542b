import { afterEach, expect, test } from 'vitest'
import { signatureHeaders } from '../../playground/slack/delivery/signature.ts'
import { channels, people } from '../../playground/slack/workspace.ts'
import type { Clock } from '../../src/core/seams.ts'
import { systemClock } from '../../src/telemetry/system-seams.ts'
import { webhook, webhookAlert } from '../support/alerts.ts'
import { lastWordOn, saidBy } from '../support/whole-bot.ts'
import { filesOf } from './whole-files.ts'
import { shown, told } from '../support/whole-screen.ts'
import {
  NO_LIMITS,
  SAMPLE_CONFIG,
  type Stage,
  startStage,
  WATCHING_CONFIG,
} from '../support/whole-stage.ts'

const { shop, ops } = channels
const { alice, bob } = people

let stage: Stage
afterEach(() => stage.stop())

const portOf = (message: string) =>
  String(stage.log.lines.findLast((line) => line.message === message)?.facts['port'])

/** Slack delivers events again after a minute; everything else takes its time. */
const soonAgain: Clock = {
  ...systemClock,
  after: (ms, run) => systemClock.after(ms < 60_000 ? ms : ms / 60, run),
}

test('A15: a new signing secret: the old one is refused, events of the time between come again', async () => {
  stage = await startStage({
    config: `${SAMPLE_CONFIG}${NO_LIMITS}slack: {mode: http, http: {port: 0}}\n`,
    slack: { clock: soonAgain },
    isMounted: true,
  })
  const { slack } = stage
  const url = `http://127.0.0.1:${portOf('Listening for Slack')}/slack/events`
  slack.deliverTo(url)
  const signed = async (secret: string) => {
    const body = JSON.stringify({ type: 'url_verification', challenge: 'c' })
    const type = { 'content-type': 'application/json' }
    const headers = { ...type, ...signatureHeaders(secret, body, new Date()) }
    return (await fetch(url, { method: 'POST', headers, body })).status
  }
  const old = slack.signingSecret
  expect(saidBy(await stage.ask('bob', 'get deploy'))).toContain('deployments in shop')

  const renewed = slack.regenerateSecret()
  expect([await signed(old), await signed(renewed)]).toEqual([200, 401])
  const mention = '@deckwatch get sts'
  const answer = lastWordOn(slack, mention, () => slack.driver.say(bob, shop, mention))
  await filesOf(stage).rotate({ SLACK_SIGNING_SECRET: renewed })

  expect([await signed(old), await signed(renewed)]).toEqual([401, 200])
  expect(saidBy(await answer)).toContain('statefulsets in shop')
  expect(saidBy(await stage.ask('bob', 'scale deploy/web 4'))).toContain('✓ Scaled')
  const said = await told(stage, [alice, shop], 'config')
  expect(said).toContain('secret SLACK_SIGNING_SECRET')
  const written = JSON.stringify(stage.log.lines) + said
  expect([old, renewed].filter((secret) => written.includes(secret))).toEqual([])
}, 60_000)

test('A15: a new token of Alertmanager: the old one is refused, and no alert is lost on the way', async () => {
  const [old, renewed] = ['what-alertmanager-knew-before', 'what-alertmanager-knows-from-now']
  stage = await startStage({
    config: `${WATCHING_CONFIG.replace(/^notifications:\n/m, 'notifications:\n  alertmanager: { port: 0 }\n')}${NO_LIMITS}`,
    secrets: { DECKWATCH_ALERTMANAGER_TOKEN: old },
    isMounted: true,
  })
  const send = async (token: string, name: string) => {
    const labels = { severity: 'warning', cluster: 'prod-eu', namespace: 'shop', alertname: name }
    const alerts = [webhookAlert({ labels, fingerprint: name, startsAt: new Date().toISOString() })]
    const url = `http://127.0.0.1:${portOf('listening for Alertmanager')}/alertmanager`
    const headers = { authorization: `Bearer ${token}` }
    const body = JSON.stringify(webhook({ alerts }))
    return (await fetch(url, { method: 'POST', headers, body })).status
  }
  expect([await send(old, 'Before'), await send(renewed, 'TooEarly')]).toEqual([200, 401])

  await filesOf(stage).rotate({ DECKWATCH_ALERTMANAGER_TOKEN: renewed })

  // Alertmanager sends again what was not taken, and its own change comes a little later.
  expect([await send(old, 'During'), await send(renewed, 'During')]).toEqual([401, 200])
  expect(await send(renewed, 'After')).toBe(200)
  for (const name of ['Before', 'During', 'After']) await shown(stage, ops, `has alert ${name}`)
  const written = JSON.stringify(stage.log.lines)
  expect([old, renewed].filter((token) => written.includes(token))).toEqual([])
}, 60_000)
