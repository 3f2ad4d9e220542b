import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { channels, dmOf, people } from '../../playground/slack/workspace.ts'
import { say, waitForConnections, waitForMessage, words } from '../support/slack-driver.ts'
import { answeredDirectly, cutOff, echoed, heard } from './whole-hearing.ts'
import { lastWordOn, saidBy } from '../support/whole-bot.ts'
import { type Stage, startStage } from '../support/whole-stage.ts'
import { countRequests, isPatch } from './whole-requests.ts'

let stage: Stage
const { bob } = people
const { shop } = channels
let patches: () => number
const botSaid = () => stage.slack.messages(shop).filter(({ from }) => from === 'bot').length

beforeAll(async () => {
  stage = await startStage()
  patches = countRequests([stage.prod], isPatch)
  await waitForConnections(stage.slack, 2)
})
afterAll(() => stage.stop())
afterEach(() => stage.slack.faults.clear())

describe('connections', () => {
  test('S1: at a refresh no command is lost, and there are as many connections as before', async () => {
    stage.slack.socket.disconnect('refresh_requested', 'first')
    const answered = await Promise.all(
      ['one', 'two', 'three', 'four'].map((word) => echoed(stage, `refresh-${word}`)),
    )

    expect(answered).toEqual([true, true, true, true])
    await waitForConnections(stage.slack, 2)
  })

  test('S2: a warning while an answer is under way loses neither the answer nor the next command', async () => {
    stage.prod.faults.inject({ fault: 'slow', ms: 200 }, { path: /\/deployments/ })
    const answer = stage.ask('bob', 'get deploy')
    stage.slack.socket.disconnect('warning')

    expect(saidBy(await answer)).toContain('deployments in shop')
    expect(await echoed(stage, 'after-warning')).toBe(true)
  })

  test('S12: an answer still arrives although the sockets died after the command', async () => {
    stage.prod.faults.inject({ fault: 'slow', ms: 200 }, { path: /\/deployments/ })
    const answer = lastWordOn(stage.slack, 'get deploy', async () => {
      await stage.slack.driver.say(bob, shop, '/k8s get deploy')
      stage.slack.socket.cut()
    })

    expect(saidBy(await answer)).toContain('deployments in shop')
    await waitForConnections(stage.slack)
  })

  test('S5: opening fails in every way at once, and the bot is back', async () => {
    const method = 'apps.connections.open'
    stage.slack.faults.api({ method }, { fault: 'status', status: 500 })
    stage.slack.faults.api({ method }, { fault: 'rate-limited', retryAfter: 1 })
    stage.slack.faults.api({ method }, { fault: 'reset' })
    stage.slack.faults.api({ method }, { fault: 'html' })
    await cutOff(stage)
    await waitForConnections(stage.slack, 2)

    expect(await echoed(stage, 'after-failures')).toBe(true)
    expect(stage.bot.unready()).toEqual([])
  })

  test('S7: upgrades that are refused are tried again until one works', async () => {
    stage.slack.faults.socket('refuse-upgrade', 4)
    await cutOff(stage)
    await waitForConnections(stage.slack, 2)

    expect(await echoed(stage, 'after-upgrades')).toBe(true)
  })
})

describe('deliveries that come twice', () => {
  test('S9: the same envelope twice has one effect', async () => {
    stage.slack.faults.duplicate()
    const before = patches()
    await stage.said('bob', 'scale deploy/web 4')

    expect(patches() - before).toBe(1)
  })

  test('S9: the same event in a new envelope has one answer', async () => {
    stage.slack.faults.redeliver(2)
    const before = botSaid()
    await say(stage.slack, [bob, shop], '@deckwatch get deploy')
    await stage.said('bob', 'version')

    expect(botSaid() - before).toBe(2)
  })

  test('S9: the same change typed twice in a moment is made once, and said', async () => {
    const before = patches()
    const type = () => stage.slack.driver.say(bob, shop, '/k8s scale deploy/web 3')
    const done = heard(stage.slack, '✓ Scaled', type)
    await heard(stage.slack, 'it was not sent twice', type)
    await done

    expect(patches() - before).toBe(1)
  })
})

describe('answers that cannot be posted as they are', () => {
  test('S16: a 429 holds up its channel only, and nothing is lost', async () => {
    stage.slack.faults.api(
      { method: 'chat.postMessage', channel: shop.id },
      { fault: 'rate-limited', retryAfter: 2 },
    )
    const late = heard(stage.slack, 'deployments in shop', () =>
      stage.slack.driver.say(bob, shop, '/k8s get deploy --public'),
    )
    await answeredDirectly(stage, bob)

    expect((await late).onlyFor).toBeUndefined()
  })

  test.each([
    ['is slowed down', { fault: 'rate-limited', retryAfter: 1 }],
    ['fails', { fault: 'status', status: 503 }],
  ] as const)(
    'S12: where every way to somebody %s at once, the answer comes later',
    async (_, how) => {
      for (const method of ['response_url', 'chat.postEphemeral', 'conversations.open'])
        stage.slack.faults.api({ method }, how, 2)

      const answer = await stage.ask('bob', 'version')

      expect(saidBy(answer)).toContain('Deckwatch')
      expect(answer.channelId).toBe(dmOf(bob))
      stage.slack.faults.clear()
    },
  )

  test('S17: a post whose answer is lost is there once', async () => {
    stage.slack.faults.api({ method: 'chat.postMessage' }, { fault: 'reset', stored: true })
    const before = botSaid()
    await stage.said('bob', 'get deploy --public')
    await stage.said('bob', 'version')

    expect(botSaid() - before).toBe(2)
  })

  test.each(['msg_blocks_too_long', 'invalid_blocks'])(
    'S18: %s: the answer comes shortened',
    async (error) => {
      stage.slack.faults.api({ method: 'chat.postMessage' }, { fault: 'error', error })

      expect(await stage.said('bob', 'get deploy --public')).toContain('deployments in shop')
    },
  )

  test.each(['not_in_channel', 'is_archived', 'restricted_action', 'channel_not_found'])(
    'S18: %s: the answer goes to the person alone, with why',
    async (error) => {
      stage.slack.faults.api({ method: 'chat.postMessage' }, { fault: 'error', error })
      const answer = await stage.ask('bob', 'get deploy --public')

      expect(answer.onlyFor).toBe(bob.id)
      expect(saidBy(answer)).toContain('Only you see this')
    },
  )

  test('S18: a change in a channel where nobody may post is reported in a direct message', async () => {
    stage.slack.faults.api(
      { method: 'chat.postMessage', channel: shop.id },
      { fault: 'error', error: 'is_archived' },
    )
    const done = waitForMessage(
      stage.slack,
      (message) => message.channelId === dmOf(bob) && words(message).includes('✓'),
    )
    await stage.slack.driver.say(bob, shop, '/k8s scale deploy/worker 2')

    expect(saidBy(await done)).toContain('✓ Scaled deployment/worker in shop')
  })

  test('S18: an edit that fails is repeated, the last word is never lost', async () => {
    stage.slack.faults.api({ method: 'chat.update' }, { fault: 'status', status: 500 }, 2)

    expect(await stage.said('bob', 'scale deploy/worker 1')).toContain('✓ Scaled deployment/worker')
  })
})

describe('who somebody is cannot be asked', () => {
  test('S24: users.info fails for somebody new: nobody is let in on a guess', async () => {
    stage.slack.faults.api({ method: 'users.info' }, { fault: 'error', error: 'fatal_error' }, 10)
    const answer = await stage.said('carol', 'get deploy')

    expect(answer).toContain('⚠ Slack cannot say who you are right now, so nothing was done.')
  })

  test('S24: somebody who is known is served meanwhile', async () => {
    stage.slack.faults.api({ method: 'users.info' }, { fault: 'error', error: 'fatal_error' }, 10)

    expect(await stage.said('bob', 'get deploy')).toContain('deployments in shop')
  })
})
