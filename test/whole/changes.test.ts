import { afterAll, beforeAll, expect, test } from 'vitest'
import { channels } from '../../playground/slack/workspace.ts'
import { type Admin, adminOf } from '../support/whole-admin.ts'
import { saidBy } from '../support/whole-bot.ts'
import { allAbout, shown } from '../support/whole-screen.ts'
import { settled, type Stage, startStage, WATCHING_CONFIG } from '../support/whole-stage.ts'
import { until } from '../support/patience.ts'

const { ops } = channels
const CONFIG = WATCHING_CONFIG.replace(/^notifications:\n/m, '$&  changes: {}\n')

let stage: Stage
let admin: Admin

/** How often somebody began to watch deployments: from then on their changes are seen. */
const watches = () =>
  stage.prod.requests().filter(({ path }) => /deployments\?.*watch=1/.test(path)).length

beforeAll(async () => {
  stage = await startStage({ config: CONFIG })
  admin = adminOf(stage.prod)
})
afterAll(async () => {
  await admin.close()
  await stage.stop()
})

test('a change by a person and one by something else are told in the channel, each once, also over a restart', async () => {
  await stage.ask('bob', 'scale deploy/web 4')
  const card = await shown(stage, ops, 'deployment/web in shop was changed', 'replicas 3 → 4')
  expect(saidBy(card)).toContain('by deckwatch for <@')
  expect(saidBy(card)).toContain('prod-eu ⟨production⟩')

  const begun = watches()
  await stage.restart(async () => settled(stage.prod))
  await until(() => watches() > begun)
  await admin.patch('shop/deployments/api', { spec: { replicas: 3 } })
  await shown(stage, ops, 'deployment/api in shop was changed', 'replicas 2 → 3')
  expect(allAbout(stage, ops, 'deployment/web in shop was changed')).toHaveLength(1)
})
