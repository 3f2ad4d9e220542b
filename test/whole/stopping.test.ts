import { afterAll, beforeAll, expect, test } from 'vitest'
import { channels, people } from '../../playground/slack/workspace.ts'
import { saidBy } from '../support/whole-bot.ts'
import { allAbout, becomes, planIn, shown } from '../support/whole-screen.ts'
import { settled, type Stage, startStage } from '../support/whole-stage.ts'

const { bob } = people
const { shop } = channels

let stage: Stage
let sent = 0
beforeAll(async () => {
  // Slow enough that the card says how far it is before it is done.
  stage = await startStage({ speed: { cluster: 3, bot: 4 } })
  stage.prod.onRequest(({ method, path }) => {
    if (method === 'PATCH' && /deployments\/(web|worker)/.test(path) && !path.includes('dryRun'))
      sent++
  })
})
afterAll(() => stage.stop())

test('a rollout that is followed when the bot stops is told to its end on the same message, with undo', async () => {
  await stage.slack.driver.say(bob, shop, '/k8s scale deploy/web 5')
  const working = await shown(stage, shop, '● Scaling', 'updated')
  await stage.restart(() => expect(stage.slack.socket.connections()).toBe(0))

  const done = await becomes(stage, working, '✓ Scaled deployment/web', '5 of 5 available')

  expect(saidBy(done)).toContain('Undo: replicas back to 3')
  expect(allAbout(stage, shop, planIn(saidBy(done)))).toHaveLength(1)
  expect(sent).toBe(1)
})

test('what ended while no bot was there is told when one is back', async () => {
  sent = 0
  await stage.slack.driver.say(bob, shop, '/k8s scale deploy/worker 2')
  const working = await shown(stage, shop, '● Scaling deployment/worker', 'updated')
  await stage.restart(() => settled(stage.prod))

  const done = await becomes(stage, working, '✓ Scaled deployment/worker')

  expect(saidBy(done)).toContain('Undo')
  expect(sent).toBe(1)
})
