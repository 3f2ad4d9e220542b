import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PageMessage } from '../../playground/slack/page-model.ts'
import type { Words } from '../../playground/slack/people/say.ts'
import { channels, dmOf, people } from '../../playground/slack/workspace.ts'
import { lastWordOn, saidBy } from '../support/whole-bot.ts'
import { type Stage, startStage } from '../support/whole-stage.ts'

let stage: Stage
const { bob, alice } = people
const { shop, ops, random, platform } = channels

const say = (where: string, typed: Words): Promise<PageMessage> =>
  lastWordOn(stage.slack, JSON.stringify(typed), () => stage.slack.driver.say(bob, where, typed))
const press = (message: PageMessage, which: string, who = bob): Promise<PageMessage> =>
  lastWordOn(stage.slack, which, () => stage.slack.driver.click(who, message, which))

beforeAll(async () => {
  stage = await startStage()
})
afterAll(() => stage.stop())

describe('the slash command', () => {
  test('is answered only for the one who typed it, also where the bot is no member', async () => {
    for (const channel of [shop, ops, random]) {
      const answer = await say(channel.id, '/k8s get deploy -n shop')

      expect(answer).toMatchObject({ channelId: channel.id, onlyFor: bob.id })
      expect(saidBy(answer)).toContain('deployments in shop · 3 of 3')
    }
  })

  test('each channel has its own cluster and namespace', async () => {
    expect(saidBy(await say(shop.id, '/k8s get deploy'))).toMatch(/in shop .* prod-eu ⟨production⟩/)
    expect(saidBy(await say(random.id, '/k8s get deploy'))).toMatch(/in default .* staging/)
  })

  test('--public answers for everybody', async () => {
    const answer = await say(shop.id, '/k8s get deploy --public')

    expect(answer.onlyFor).toBeUndefined()
    expect(stage.slack.seenBy(people.carol, shop).map(({ ts }) => ts)).toContain(answer.ts)
  })

  test('--public where the bot may not post is told to the one who asked', async () => {
    const answer = await say(random.id, '/k8s get deploy -n shop --public')

    expect(answer.onlyFor).toBe(bob.id)
    expect(saidBy(answer)).toContain('deployments in shop')
  })

  test('a private answer is seen by nobody else', async () => {
    const answer = await say(shop.id, '/k8s whoami')

    expect(stage.slack.seenBy(people.carol, shop).map(({ ts }) => ts)).not.toContain(answer.ts)
  })

  test('-c asks another cluster, and the answer says which', async () => {
    expect(saidBy(await say(shop.id, '/k8s get deploy -c staging'))).toContain(
      'staging ⟨ staging ⟩',
    )
  })
})

describe('a mention', () => {
  test('in a channel is answered in a thread below it, privately', async () => {
    const answer = await say(shop.id, '@deckwatch get deploy')
    const asked = stage.slack.messages(shop).findLast(({ text }) => text.includes('get deploy'))

    expect(answer.onlyFor).toBe(bob.id)
    expect(answer.threadTs).toBe(asked?.ts)
    expect(saidBy(answer)).toContain('deployments in shop')
  })

  test('--public in a mention is seen by all', async () => {
    expect((await say(shop.id, '@deckwatch get deploy --public')).onlyFor).toBeUndefined()
  })

  test('in a thread is answered in that thread, where slash commands do not work', async () => {
    const root = await stage.slack.driver.say(alice, shop, 'is web well?')
    const thread = root.message?.ts ?? ''
    const answer = await say(shop.id, { text: '@deckwatch rollout status deploy/web', thread })

    expect(answer.threadTs).toBe(thread)
    expect(saidBy(answer)).toContain('deployment/web in shop is rolled out')
  })

  test('a change asked for in a thread is followed in that thread', async () => {
    const root = await stage.slack.driver.say(alice, shop, 'more of the web, please')
    const thread = root.message?.ts ?? ''
    const answer = await say(shop.id, { text: '@deckwatch scale deploy/web 4', thread })

    expect(answer.threadTs).toBe(thread)
    expect(saidBy(answer)).toContain('✓ Scaled deployment/web in shop')
  })

  test('with the command’s name in front is understood as well', async () => {
    expect(saidBy(await say(shop.id, '@deckwatch /k8s get deploy'))).toContain(
      'deployments in shop',
    )
  })

  test('with nothing else is help', async () => {
    expect(saidBy(await say(shop.id, '@deckwatch'))).toContain('What you can use here')
  })

  test('in a private channel works as well', async () => {
    const answer = await lastWordOn(stage.slack, 'private', () =>
      stage.slack.driver.say(alice, platform, '@deckwatch get deploy -n shop'),
    )

    expect(saidBy(answer)).toContain('deployments in shop')
  })

  test('talk that does not mention it is not answered', async () => {
    const before = stage.slack.messages(shop).length
    await stage.slack.driver.say(bob, shop, 'get pods, somebody?')
    await say(shop.id, '/k8s version')

    const since = stage.slack.messages(shop).slice(before)
    expect(since.filter(({ from }) => from === 'bot')).toHaveLength(1)
  })
})

describe('a direct message', () => {
  test('needs no mention and no slash, and is answered there', async () => {
    const answer = await say(dmOf(bob), 'get deploy -n shop')

    expect(answer.channelId).toBe(dmOf(bob))
    expect(saidBy(answer)).toContain('deployments in shop · 3 of 3 · staging')
  })

  test('the slash command works there too', async () => {
    expect(saidBy(await say(dmOf(bob), '/k8s get deploy -n shop'))).toContain('deployments in shop')
  })

  test('a change is followed there', async () => {
    const answer = await say(dmOf(bob), 'scale deploy/worker 2 -n shop')

    expect(answer.channelId).toBe(dmOf(bob))
    expect(saidBy(answer)).toContain('✓ Scaled deployment/worker in shop')
  })
})

describe('a button', () => {
  test('says its words again, for the one who pressed it', async () => {
    const shown = await say(shop.id, '/k8s get deploy --public')
    const answer = await press(shown, 'Again', people.carol)

    expect(saidBy(answer)).toContain('deployments in shop')
    // Whoever presses asks for themselves, though the words were said for all.
    expect(answer.onlyFor).toBe(people.carol.id)
  })

  test('below a private answer is answered privately', async () => {
    const answer = await press(await say(shop.id, '/k8s get deploy/web'), 'Describe web')

    expect(saidBy(answer)).toContain('Condition')
    expect(answer.onlyFor).toBe(bob.id)
  })

  test('names its cluster, whatever the channel means', async () => {
    const shown = await say(shop.id, '/k8s get deploy/web -c staging')

    expect(saidBy(await press(shown, 'Describe web'))).toContain('staging ⟨ staging ⟩')
  })

  test('carries an opaque id and none of its words', async () => {
    const { blocks } = await say(shop.id, '/k8s get deploy/web')
    const values = [...JSON.stringify(blocks).matchAll(/"value":"([^"]*)"/g)].map(([, one]) => one)

    expect(values.length).toBeGreaterThan(0)
    for (const value of values) expect(value).toMatch(/^[\w-]{22}$/)
  })

  test('of which the bot knows nothing is told what to do instead', async () => {
    const shown = stage.slack.world.messages.post({
      channelId: shop.id,
      userId: people.deckwatch.id,
      from: 'bot',
      text: 'from before a restart',
      blocks: [{ type: 'actions', block_id: 'b', elements: [OLD] }],
    })
    const answer = await press(shown, 'Scale to 0')

    expect(saidBy(answer)).toContain('This button is from before a restart')
    expect(answer.onlyFor).toBe(bob.id)
  })
})

const OLD = {
  type: 'button',
  action_id: 'say.0',
  value: 'scale deploy/web 0',
  text: { type: 'plain_text', text: 'Scale to 0' },
} as const
