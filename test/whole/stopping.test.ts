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
  stage = await startStage()
  stage.prod.onRequest(({ method, path }) => {
    if (method === 'PATCH' && /deployments\/(web|worker)/.test(path) && !path.includes('dryRun'))
      sent++
  })
})
afterAll(() => stage.stop())

/** Its pods do not become ready until they are let: so long its rollout is under way. */
const hold = (name: string) => stage.prod.break({ action: 'not-ready', namespace: 'shop', name })
const release = (name: string) => stage.prod.break({ action: 'recover', namespace: 'shop', name })

test('a rollout that is followed when the bot stops is told to its end on the same message, with undo', async () => {
  hold('web')
  await stage.slack.driver.say(bob, shop, '/k8s scale deploy/web 5')
  const working = await shown(stage, shop, '● Scaling', 'updated')
  await stage.restart(() => expect(stage.slack.socket.connections()).toBe(0))
  release('web')

  const done = await becomes(stage, working, '✓ Scaled deployment/web', '5 of 5 available')

  expect(saidBy(done)).toContain('Undo: replicas back to 3')
  expect(allAbout(stage, shop, planIn(saidBy(done)))).toHaveLength(1)
  expect(sent).toBe(1)
})

test('what ended while no bot was there is told when one is back', async () => {
  sent = 0
  hold('worker')
  await stage.slack.driver.say(bob, shop, '/k8s scale deploy/worker 2')
  const working = await shown(stage, shop, '● Scaling deployment/worker', 'updated')
  await stage.restart(async () => {
    release('worker')
    await settled(stage.prod)
  })

  const done = await becomes(stage, working, '✓ Scaled deployment/worker')

  expect(saidBy(done)).toContain('Undo')
  expect(sent).toBe(1)
})
