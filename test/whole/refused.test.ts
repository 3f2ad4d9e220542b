import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { channels, people } from '../../playground/slack/workspace.ts'
import { lastWordOn, saidBy } from '../support/whole-bot.ts'
import { type Stage, startStage } from '../support/whole-stage.ts'
import { countRequests, isForSomebody, isPatch } from './whole-requests.ts'

let stage: Stage
let sent: () => number
let patches: () => number

beforeAll(async () => {
  stage = await startStage()
  sent = countRequests([stage.prod, stage.staging], isForSomebody)
  patches = countRequests([stage.prod, stage.staging], isPatch)
})
afterAll(() => stage.stop())

describe('the policy says no', () => {
  test('with its rule, its reason and whom to ask', async () => {
    const answer = await stage.said('bob', 'scale deploy/web 0')

    expect(answer).toContain(
      '✕ The policy says no: zero replicas in production takes the shop down',
    )
    expect(answer).toMatch(/Rule prod-no-zero \(policy line \d+ \)/)
    expect(answer).toContain('To get it allowed, ask alice')
    expect(answer).toContain('Nothing was changed.')
  })

  test('the same words are fine where the rule does not reach', async () => {
    expect(await stage.said('bob', 'scale deploy/web 0 -c staging --dry-run')).toContain(
      'Dry run: would scale deployment/web in shop',
    )
  })

  test('whom the rule excepts may', async () => {
    expect(await stage.said('alice', 'scale deploy/web 0 --dry-run')).toContain('replicas 3 → 0')
  })

  test.each(['scale deploy/web 4', 'restart deploy/web', 'rollback deploy/web'])(
    'a viewer who types “%s” is refused before the cluster is asked to change anything',
    async (typed) => {
      const answer = await stage.said('carol', typed)

      expect(answer).toContain('The policy says no: no rule allows')
      expect(answer).toContain('prod-eu ⟨production⟩')
    },
  )

  test.each(['get secrets', 'get secret/db -o yaml', 'describe secret/db', 'events secret/db'])(
    '“%s” is refused by the kind, whatever the spelling',
    async (typed) => {
      const answer = await stage.said('alice', typed, 'shop')

      expect(answer).toContain('The policy says no: secrets are not for chat')
      expect(answer).not.toMatch(/czNjcjN0|s3cr3t/)
    },
  )
})

describe('the policy asks for approval', () => {
  test('which is asked for, not refused: but first the reason that the policy wants', async () => {
    const answer = await stage.said('bob', 'scale deploy/web 9')

    expect(answer).toContain('⚠ Scale deployment/web in shop: the policy wants a reason')
    expect(answer).toContain('replicas 3 → 9')
    expect(answer).toContain('Nothing was changed yet.')
    expect(answer).toContain('Give a reason…')
  })

  test('a rule that asks gives nobody a right of its own', async () => {
    expect(await stage.said('carol', 'scale deploy/web 9')).toContain('The policy says no')
  })

  test('those who would approve may do it themselves', async () => {
    expect(await stage.said('alice', 'scale deploy/web 9 --dry-run')).toContain('replicas 3 → 9')
  })
})

describe('Kubernetes says no', () => {
  test('with user, verb, resource and namespace, apart from the policy', async () => {
    const answer = await stage.said('bob', 'get pods -n kube-system')

    expect(answer).toContain(
      '✕ Kubernetes says no: user bob cannot list pods in namespace kube-system',
    )
    expect(answer).toContain('The missing right is in the cluster.')
    expect(answer).not.toContain('The policy says no')
  })

  test('every namespace is said as such', async () => {
    expect(await stage.said('bob', 'get pods -A')).toContain(
      'user bob cannot list pods in every namespace',
    )
  })

  test('cluster-wide kinds are said as such', async () => {
    expect(await stage.said('bob', 'get nodes')).toContain(
      'user bob cannot list nodes cluster-wide',
    )
  })

  test('a change is refused as well, and nothing is patched', async () => {
    const before = patches()
    const answer = await stage.said('bob', 'scale deploy/coredns 1 -n kube-system')

    expect(answer).toMatch(/says no/)
    expect(patches()).toBe(before)
  })
})

describe('A4: who cannot use the bot', () => {
  test.each([
    ['gina', 'shop', 'Guests of this workspace cannot use the bot'],
    ['erin', 'partners', 'You are from another Slack workspace'],
    ['dave', 'ops', 'You are not mapped to a Kubernetes user yet'],
  ] as const)('%s in #%s is told why, and no cluster hears of it', async (who, where, why) => {
    const before = sent()
    const answer = await stage.ask(who, 'get pods -n shop', where)

    expect(saidBy(answer)).toContain(why)
    expect(answer.onlyFor).toBe(people[who].id)
    expect(sent()).toBe(before)
  })

  test('whoever is not mapped is told the line that is missing', async () => {
    expect(await stage.said('dave', 'get pods', 'ops')).toContain(
      'U07D4WP37GJ: { user: YOUR-KUBERNETES-USER, groups: [] }',
    )
  })

  test('whoever was deactivated is refused by name of the reason', async () => {
    const { world } = stage.slack
    const members = [...channels.partners.members, people.frank.id]
    world.channels.set(channels.partners.id, { ...channels.partners, members })

    expect(await stage.said('frank', 'get pods', 'partners')).toContain(
      'This Slack account is deactivated',
    )
  })

  test('a bot that mentions it is not answered at all', async () => {
    const before = stage.slack.messages(channels.shop).length
    await stage.slack.driver.say(people.courier, channels.shop, '@deckwatch get pods')
    await stage.said('bob', 'version')

    const since = stage.slack.messages(channels.shop).slice(before)
    expect(since.filter(({ from }) => from === 'bot')).toEqual([
      expect.objectContaining({ onlyFor: people.bob.id }),
    ])
  })

  test('a stranger who presses our button is refused as who they are', async () => {
    const shared = await stage.ask('bob', 'get deploy/web -n shop --public', 'partners')
    const before = sent()
    const answer = await lastWordOn(stage.slack, 'click', () =>
      stage.slack.driver.click(people.erin, shared, 'Again'),
    )

    expect(saidBy(answer)).toContain('You are from another Slack workspace')
    expect(answer.onlyFor).toBe(people.erin.id)
    expect(sent()).toBe(before)
  })

  test('a button gives no right: whoever presses it is judged for its words', async () => {
    const shown = await stage.ask('alice', 'get deploy/coredns -n kube-system --public')
    const pressed = await lastWordOn(stage.slack, 'click', () =>
      stage.slack.driver.click(people.bob, shown, 'Again'),
    )

    expect(saidBy(shown)).toContain('deployments in kube-system')
    expect(saidBy(pressed)).toContain('Kubernetes says no: user bob cannot get deployments.apps')
  })

  test('every refusal is in the log, with who and why', () => {
    const audited = stage.log.lines.filter(({ facts }) => facts['audit'] === 'denied')

    expect(audited.map(({ facts }) => facts['code'])).toEqual(
      expect.arrayContaining(['guest-refused', 'foreign-workspace', 'not-mapped', 'deactivated']),
    )
  })
})
