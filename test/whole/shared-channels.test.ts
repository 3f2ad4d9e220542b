import { afterAll, beforeAll, expect, test } from 'vitest'
import { channels, people } from '../../playground/slack/workspace.ts'
import { saidBy } from '../support/whole-bot.ts'
import { movableClock, whileTimePasses } from '../support/whole-clock.ts'
import { shown, told } from '../support/whole-screen.ts'
import { NO_LIMITS, type Stage, startStage, WATCHING_CONFIG } from '../support/whole-stage.ts'

const { bob } = people
const { ops, partners, archive } = channels

const ROUTES = `  routes:
    - { name: partners, namespaces: [shop], channel: ${partners.id} }
    - { name: old, namespaces: [batch], channel: ${archive.id} }
`
const clock = movableClock(20)
let stage: Stage

beforeAll(async () => {
  const config = WATCHING_CONFIG.replace(/^notifications:\n(?: .*\n)+/m, `$&${ROUTES}`)
  stage = await startStage({ config: `${config}${NO_LIMITS}`, clock })
})
afterAll(() => stage.stop())

test('C3: channels that are archived or shared with another company are told at the start', async () => {
  await whileTimePasses(
    clock,
    Promise.all([
      shown(stage, ops, `channel/${partners.id} takes no messages`, 'People of another company'),
      shown(stage, ops, `channel/${archive.id} takes no messages`, 'It is archived'),
    ]),
  )

  const status = await told(stage, [bob, ops], 'status')
  expect(status).toContain(partners.id)
  expect(status).toContain(archive.id)
})

test('C3: an incident for the shared channel is told in the usual one, and never there', async () => {
  stage.prod.break({ action: 'crash', namespace: 'shop', name: 'api' })
  const card = await whileTimePasses(clock, shown(stage, ops, 'deployment/api in shop', 'incident'))

  expect(saidBy(card)).toContain(partners.id)
  expect(stage.slack.messages(partners)).toEqual([])
})
