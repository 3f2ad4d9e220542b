import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { channels, people } from '../../playground/slack/workspace.ts'
import { words } from '../support/slack-driver.ts'
import { echoed, heard } from './whole-hearing.ts'
import { saidBy } from '../support/whole-bot.ts'
import { SAMPLE_CONFIG, type Stage, startStage } from '../support/whole-stage.ts'

const { alice, bob, carol } = people
const { shop, partners } = channels

describe('A13: a flood of commands', () => {
  let stage: Stage
  beforeAll(async () => {
    // As installed: twenty commands at once, then one every second.
    stage = await startStage({ config: SAMPLE_CONFIG, speed: { bot: 1 } })
  })
  afterAll(() => stage.stop())

  test('A13: of one person is stopped with one notice, and others are served meanwhile', async () => {
    const began = performance.now()
    const flood = Array.from({ length: 60 }, () =>
      stage.slack.driver.say(bob, shop, '/k8s version'),
    )
    const told = heard(stage.slack, 'Too many commands at once', () => Promise.all(flood))
    const other = heard(stage.slack, 'carol is carol', () =>
      stage.slack.driver.say(carol, shop, '/k8s whoami'),
    )

    expect((await told).onlyFor).toBe(bob.id)
    expect((await other).onlyFor).toBe(carol.id)
    const seconds = (performance.now() - began) / 1000
    const seen = stage.slack.seenBy(bob, shop).map(words)
    expect(seen.filter((text) => text.includes('Too many commands'))).toHaveLength(1)
    expect(seen.filter((text) => text.includes('Deckwatch')).length).toBeLessThanOrEqual(
      21 + seconds,
    )
  })
})

describe('many at once', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await startStage()
    await stage.ask('bob', 'get pods')
  })
  afterAll(() => stage.stop())

  test('L4: 200 commands at once are all acknowledged and all answered', async () => {
    const answered = Promise.withResolvers<void>()
    let left = 200
    const stop = stage.slack.onChange((change) => {
      if (change.change !== 'message' || change.message.onlyFor !== bob.id) return
      if (words(change.message).includes('deployments in shop') && --left === 0) answered.resolve()
    })
    const said = await Promise.all(
      Array.from({ length: 200 }, () => stage.slack.driver.say(bob, shop, '/k8s get deploy')),
    )
    await answered.promise
    stop()

    expect(said.flatMap(({ acks }) => acks).filter(({ acked }) => !acked)).toEqual([])
  })

  test('L4: one person’s long list does not hold up another’s short question', async () => {
    stage.prod.faults.inject({ fault: 'slow', ms: 300 }, { path: /\/pods\?/ }, 30)
    const slow = Array.from({ length: 30 }, (_, i) =>
      stage.slack.driver.say(bob, shop, `/k8s get pods -l batch=n${i}`),
    )
    await Promise.all(slow)
    const quick = await heard(stage.slack, 'statefulsets in shop', () =>
      stage.slack.driver.say(alice, shop, '/k8s get sts'),
    )

    expect(quick.onlyFor).toBe(alice.id)
    stage.prod.faults.clear()
  })

  test('K19: a cluster that hangs slows nobody who asks another', async () => {
    stage.staging.faults.inject({ fault: 'hang' }, {}, Infinity)
    await Promise.all(
      Array.from({ length: 20 }, () =>
        stage.slack.driver.say(bob, partners, '/k8s get pods -n shop'),
      ),
    )

    const answer = await heard(stage.slack, 'deployments in shop', () =>
      stage.slack.driver.say(alice, shop, '/k8s get deploy'),
    )
    expect(saidBy(answer)).toContain('prod-eu')
    expect(await echoed(stage, 'still-there')).toBe(true)
  })

  test('K19: and `clusters` shows which one does not answer', async () => {
    await heard(stage.slack, 'Cluster staging', () =>
      stage.slack.driver.say(bob, partners, '/k8s get deploy -n shop'),
    )
    const answer = await heard(stage.slack, 'clusters ·', () =>
      stage.slack.driver.say(alice, shop, '/k8s clusters'),
    )

    expect(saidBy(answer)).toMatch(/staging staging unreachable/)
    expect(saidBy(answer)).toMatch(/prod-eu \(meant here\) production reachable/)
  })

  test('A14: a pattern that would never end is only text to look for', async () => {
    const answer = await heard(stage.slack, 'lines with', () =>
      stage.slack.driver.say(bob, shop, '/k8s logs deploy/web --grep "(a+)+$"'),
    )

    expect(saidBy(answer)).toContain('0 of')
  })
})
