import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { channels, people } from '../../playground/slack/workspace.ts'
import { saidBy } from '../support/whole-bot.ts'
import { filesOf } from './whole-files.ts'
import { becomes, shown, told } from '../support/whole-screen.ts'
import { NO_LIMITS, type Stage, startStage, WATCHING_CONFIG } from '../support/whole-stage.ts'
import { until } from '../support/patience.ts'

const { platform, ops, shop } = channels

const POLICY = readFileSync(new URL('../../playground/setup/policy.yaml', import.meta.url), 'utf8')
const CONFIG = `${WATCHING_CONFIG}slack: { adminChannel: ${platform.id} }\n${NO_LIMITS}`
const NOBODY_SCALES = POLICY.replace(
  'rules:\n',
  'rules:\n  - { name: no-scaling, effect: deny, reason: nobody scales today, commands: [scale] }\n',
)

const AGAIN = 'configuration is again what is loaded'

let stage: Stage
let files: ReturnType<typeof filesOf>

beforeAll(async () => {
  stage = await startStage({ config: CONFIG, policy: POLICY, isMounted: true })
  files = filesOf(stage)
})
afterAll(() => stage.stop())

const ask = async (typed: string, who: 'alice' | 'bob' | 'carol' = 'alice') =>
  saidBy(await stage.ask(who, typed))
/** What only she is told: a card of an earlier change may still be on its way to her. */
const asked = (typed: string) => told(stage, [people.alice, shop], typed)

test('what was loaded at the start is said, and that nothing changed since', async () => {
  const said = await asked('config')

  expect(said).toContain('deckwatch.yaml')
  expect(said).toContain('prod-eu, staging')
  expect(said).toContain('secrets/SLACK_BOT_TOKEN')
  expect(said).not.toContain(stage.slack.botToken)
  expect(said).toContain('generation 1')
  expect(said).not.toContain('Last change')
})

describe('another policy', () => {
  test('judges the next command, and the one after it is taken back', async () => {
    await files.take({ 'policy.yaml': NOBODY_SCALES })
    expect(await ask('scale deploy/web 4 -n shop', 'bob')).toContain('nobody scales today')
    expect(await asked('config')).toContain('policy rules.no-scaling added')

    await files.take({ 'policy.yaml': POLICY })
    expect(await ask('scale deploy/web 4 -n shop', 'bob')).toContain('web')
  })

  test('does not touch a change that is under way', async () => {
    const rollout = ask('restart deploy/web -n shop', 'bob')
    await files.take({ 'policy.yaml': NOBODY_SCALES.replace('[scale]', '[restart, scale]') })

    expect(await rollout).toMatch(/restarted|Restarted|✓/)
    expect(await ask('restart deploy/web -n shop', 'bob')).toContain('nobody scales today')
    await files.take({ 'policy.yaml': POLICY })
  })

  test('judges a plan that waits when votes for it come', async () => {
    const answer = await ask('scale deploy/web 12 --reason "a campaign begins" -n shop', 'bob')
    const card = await shown(stage, shop, 'Scale deployment/web in shop', 'a campaign begins')
    const [, id = ''] = /[Pp]lan `?([a-z0-9]{8})/.exec(answer) ?? []
    await files.take({ 'policy.yaml': NOBODY_SCALES })

    expect(await ask(`approve ${id}`, 'alice')).toContain('nobody scales today')
    await becomes(stage, card, 'Denied')
    await files.take({ 'policy.yaml': POLICY })
  })
})

test('C1: a wrong file is kept out, told once in the admin channel with its line, and resolved there', async () => {
  await files.refuse({ 'policy.yaml': POLICY.replace('effect: allow', 'effect: alow') })
  const card = await shown(stage, platform, 'A changed configuration is refused', 'policy.yaml:12')
  expect(await ask('get pods -n shop', 'carol')).toContain('web')
  expect(await asked('config')).toContain('policy.yaml:12')
  expect(await asked('status')).toContain('a changed configuration is refused')

  await files.refuse({ 'policy.yaml': POLICY.replace('contact: alice', 'contakt: alice') })
  await becomes(stage, card, 'contakt')
  stage.mounts?.config.swap({ 'policy.yaml': POLICY })
  await becomes(stage, card, 'The configuration can be taken again')

  const cards = stage.slack.messages(platform.id).filter(({ ts }) => ts === card.ts)
  expect(cards).toHaveLength(1)
  expect(await asked('status')).not.toContain('refused')
})

test('a cluster is added and removed, and nobody else is disturbed', async () => {
  const added = `  - { name: dev, environment: dev, kubeconfig: staging.kubeconfig, context: bot }\n`
  await files.take({ 'deckwatch.yaml': CONFIG.replace('clusters:\n', `clusters:\n${added}`) })
  expect(await ask('get pods -n shop -c dev')).toContain('web')
  expect(await asked('config')).toContain('cluster dev added')

  await files.take({ 'deckwatch.yaml': CONFIG })
  expect(await ask('get pods -n shop -c dev')).toContain('There is no cluster dev')
  expect(await ask('get pods -n shop -c staging')).toContain('web')
})

test('a rollout is followed to its end while its cluster is opened anew', async () => {
  const before = stage.log.lines.length
  const wrote = () =>
    stage.log.lines
      .slice(before)
      .some(({ message, facts }) => message === 'API call' && facts['method'] === 'PATCH')
  const rollout = ask('restart deploy/api -n shop', 'bob')
  await until(wrote)
  await files.take({
    'deckwatch.yaml': CONFIG.replace('name: prod-eu\n', '$&    maxConcurrent: 15\n'),
  })

  expect(await rollout).toContain('✓ Restarted deployment/api')
  expect(await asked('config')).toContain('cluster prod-eu opened anew')
  await files.take({ 'deckwatch.yaml': CONFIG })
})

test('C1: a cluster that cannot be reached as it must be keeps the whole change out', async () => {
  const added = `  - { name: dev, kubeconfig: staging.kubeconfig, context: nobody }\n`
  const before = stage.log.lines.length
  await files.refuse({
    'deckwatch.yaml': CONFIG.replace('clusters:\n', `clusters:\n${added}`),
    'policy.yaml': NOBODY_SCALES,
  })

  expect(await asked('config')).toContain('cluster dev: ')
  expect(await ask('scale deploy/web 3 -n shop --dry-run', 'bob')).not.toContain('nobody scales')
  stage.mounts?.config.swap({ 'deckwatch.yaml': CONFIG, 'policy.yaml': POLICY })
  await until(() => stage.log.lines.slice(before).some(({ message }) => message === AGAIN))
})

test('another route tells the next incident elsewhere, and those that go on are not told again', async () => {
  stage.prod.break({ action: 'crash', namespace: 'shop', name: 'api' })
  await shown(stage, ops, 'deployment/api in shop', 'incident')
  const before = stage.slack.messages(ops.id).length
  const routes = `  routes:\n    - { name: shop, namespaces: [shop], channel: ${shop.id} }\n`
  await files.take({
    'deckwatch.yaml': CONFIG.replace(/^notifications:\n(?: .*\n)+/m, `$&${routes}`),
  })

  stage.prod.break({ action: 'crash', namespace: 'shop', name: 'web' })
  await shown(stage, shop, 'deployment/web in shop', 'by route shop')
  const cards = stage.slack.messages(ops.id).slice(before)
  expect(cards.filter(({ threadTs }) => threadTs === undefined)).toEqual([])
  await files.take({ 'deckwatch.yaml': CONFIG })
})

test('A15: a stolen token is exchanged while the bot runs, and the next call uses the new one', async () => {
  const stolen = stage.slack.botToken
  const { botToken, appToken } = stage.slack.reissue()
  await files.rotate({ SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken })

  const said = await asked('config')
  expect(said).toContain('secret SLACK_BOT_TOKEN')
  expect(said).toContain('Slack: new bot token in use, Slack: new connections opened')
  expect(said).not.toContain(botToken)
  expect(JSON.stringify(stage.log.lines)).not.toContain(stolen)
  expect(stage.bot.unready()).toEqual([])
})

test('A15: a token that Slack refuses is kept out, and the one in use stays', async () => {
  const wrong = 'xoxb-1234567890123-1234567890123-thisonedoesnotexist'
  const before = stage.log.lines.length
  stage.mounts?.secrets.swap({ SLACK_BOT_TOKEN: wrong })
  await until(() => stage.log.lines.slice(before).some(({ level }) => level === 'error'))

  expect(await asked('config')).toContain('Slack refuses the bot token')
  expect(JSON.stringify(stage.log.lines)).not.toContain(wrong)
  const { botToken, appToken } = stage.slack.reissue()
  await files.rotate({ SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken })
})
