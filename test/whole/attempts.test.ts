import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { channels, groups, people } from '../../playground/slack/workspace.ts'
import { type Admin, adminOf } from '../support/whole-admin.ts'
import { saidBy } from '../support/whole-bot.ts'
import { movableClock } from '../support/whole-clock.ts'
import {
  answerTo,
  asksFor,
  becomes,
  makes,
  pressed,
  shownTo,
  told,
} from '../support/whole-screen.ts'
import {
  NO_LIMITS,
  SAMPLE_CONFIG,
  settled,
  type Stage,
  startStage,
} from '../support/whole-stage.ts'

const { alice, bob, carol, dave, gina, hana, ivan, olga } = people
const { ops, shop } = channels
const HOUR = 3_600_000
const RBAC = 'rbac.authorization.k8s.io'
const big = (replicas: number) => `scale deploy/web ${replicas} -n shop --reason "sale at 18:00"`
const ZERO = 'scale deploy/web 0 -n shop --reason "bad release" --confirm web'
/** Dave's is Bob's second account, Carol's Hana's. */
const CONFIG = SAMPLE_CONFIG.replace(
  /U07C3VN65HS: .*/,
  `U07C3VN65HS: { user: hana, groups: [platform], roles: [platform] }
    U07D4WP37GJ: { user: bob, groups: [platform], roles: [platform, shop-owners] }`,
)

const clock = movableClock(4)
let stage: Stage
let admin: Admin
let sent = 0
const audited = (kind: string) =>
  stage.log.lines.filter(({ facts }) => facts['audit'] === kind).map(({ facts }) => facts)

beforeAll(async () => {
  stage = await startStage({ clock, config: `${CONFIG}${NO_LIMITS}` })
  admin = adminOf(stage.prod)
  stage.prod.onRequest(({ method, path, user }) => {
    if (user === 'deckwatch' && method === 'PATCH' && !path.includes('dryRun')) sent++
  })
})
afterAll(async () => {
  await admin.close()
  await stage.stop()
})
beforeEach(async () => {
  await settled(stage.prod)
  await admin.patch('shop/deployments/web', { spec: { replicas: 3 } })
  await settled(stage.prod)
})

afterEach(() => {
  const { world } = stage.slack
  world.people.set(alice.id, alice)
  world.groups.set(groups.onCall.id, groups.onCall)
  clock.pass(11 * 60_000)
})

describe('who may not decide', () => {
  test('A4: a guest who presses Approve is refused, and so is who is in no group that is asked', async () => {
    const { id, card } = await asksFor(stage, [bob, shop], big(8))
    const refusals = audited('refusal').length

    expect(await pressed(stage, [gina, card], 'Approve')).toContain('Guests of this workspace')
    expect(await told(stage, [ivan, ops], 'whoami')).toContain('platform')
    const others = await answerTo(stage, bob, () =>
      stage.slack.driver.say(bob, shop, `/k8s deny ${id} changed my mind`),
    )
    expect(saidBy(others)).toContain('yourself')
    expect(audited('refusal').length).toBeGreaterThan(refusals)
    expect(saidBy(await becomes(stage, card, '0 of 2'))).toContain('0 of 1')
    await pressed(stage, [bob, card], 'Cancel')
  })

  test('A4: whoever was deactivated or became a guest since they voted does not count', async () => {
    const { id, card } = await asksFor(stage, [bob, ops], big(9))
    await pressed(stage, [alice, card], 'Approve')
    await becomes(stage, card, '1 of 2')
    stage.slack.world.people.set(alice.id, { ...alice, kind: 'deactivated' })
    clock.pass(11 * 60_000)
    await told(stage, [hana, ops], `approve ${id}`)
    await told(stage, [olga, ops], `approve ${id}`)

    await becomes(stage, card, 'Not counted any more', '1 of 2')
    expect(await admin.replicas()).toBe('3')
    await told(stage, [ivan, ops], `approve ${id}`)
    await becomes(stage, card, '9 of 9 available')
  })

  test('A5: nobody approves their own change: not with a second account, not with a second vote', async () => {
    const { id, card } = await asksFor(stage, [bob, ops], big(10))

    expect(await pressed(stage, [dave, card], 'Approve')).toContain('yourself')
    await pressed(stage, [hana, card], 'Approve')
    await pressed(stage, [carol, card], 'Approve')
    await told(stage, [olga, ops], `approve ${id}`)
    await becomes(stage, card, '1 of 2', '1 of 1')
    expect(await admin.replicas()).toBe('3')
    await pressed(stage, [bob, card], 'Cancel')
  })
})

describe('A6: a card that is pressed', () => {
  test('fifty times at once by everybody is decided once and made once', async () => {
    const { card } = await asksFor(stage, [bob, ops], big(11))
    const before = sent
    const crowd = [alice, hana, olga].flatMap((who) => Array.from({ length: 17 }, () => who))
    await Promise.all(crowd.map((who) => stage.slack.driver.click(who, card, 'Approve')))

    await becomes(stage, card, '11 of 11 available')
    expect(sent).toBe(before + 1)
    const decisions = audited('decision').filter(({ decision }) => decision === 'approved')
    expect(new Set(decisions.map(({ plan }) => JSON.stringify(plan))).size).toBe(decisions.length)
  })

  test('after the time is over ends it: it expired, and no clock set back revives it', async () => {
    const { id, card } = await asksFor(stage, [bob, ops], big(12))
    await pressed(stage, [alice, card], 'Approve')
    clock.move(HOUR + 1000)
    await becomes(stage, card, '⚠ Expired')
    await shownTo(stage, hana, id, '⚠ Expired')
    await shownTo(stage, bob, id, '⚠ Expired')
    clock.move(-2 * HOUR)

    expect(await told(stage, [hana, ops], `approve ${id}`)).toContain('expired')
    expect(await told(stage, [olga, ops], `approve ${id}`)).toContain('expired')
    expect(await admin.replicas()).toBe('3')
    clock.move(2 * HOUR)
  })

  test('after a restart of the bot counts as before', async () => {
    const { card } = await asksFor(stage, [bob, ops], big(13))
    await pressed(stage, [alice, card], 'Approve')
    await stage.restart()
    await pressed(stage, [hana, card], 'Approve')
    await stage.restart()
    await pressed(stage, [olga, card], 'Approve')

    await becomes(stage, card, '13 of 13 available')
    expect(await admin.replicas()).toBe('13')
  })
})

describe('A8: what was lost between the votes and the change', () => {
  test('an approver’s group: it waits again for somebody who is in it', async () => {
    const { id, card } = await asksFor(stage, [alice, ops], `${ZERO} --at +30m`)
    await told(stage, [hana, ops], `approve ${id}`)
    await told(stage, [olga, ops], `approve ${id}`)
    await becomes(stage, card, 'approved by <@')
    const { onCall } = groups
    stage.slack.world.groups.set(onCall.id, { ...onCall, users: [ivan.id] })
    clock.pass(31 * 60_000)

    await becomes(stage, card, 'Not counted any more', '0 of 1')
    expect(await admin.replicas()).toBe('3')
    stage.slack.world.groups.set(onCall.id, onCall)
    await pressed(stage, [alice, card], 'Cancel')
  })

  test('the requester’s right in Kubernetes: refused, nothing is sent', async () => {
    const { id, card } = await asksFor(stage, [bob, ops], `${big(15)} --at +30m`)
    for (const who of [alice, hana, olga]) await told(stage, [who, ops], `approve ${id}`)
    const before = sent
    const binding = 'shop/rolebindings/edit:bob'
    await admin.patch(binding, { subjects: [] })
    clock.move(31 * 60_000)

    const end = await becomes(stage, card, '✕ Denied')
    expect(saidBy(end)).toContain('Kubernetes says no')
    expect(sent).toBe(before)
    await admin.patch(binding, { subjects: [{ apiGroup: RBAC, kind: 'User', name: 'bob' }] })
  })
})

describe('what could be mistaken', () => {
  test('A17: a dry run says that it would, in other words than the deed, and cannot be approved', async () => {
    const dry = await told(stage, [bob, ops], `${big(16)} --dry-run`)

    expect(dry).toContain('Dry run: would scale deployment/web in shop')
    expect(dry).toContain('Nothing was changed.')
    expect(dry).toContain('It would need 2 of platform, 1 of shop-owners')
    expect(dry).not.toMatch(/✓|Scaled/)
    expect(dry).not.toMatch(/[Pp]lan `?[0-9a-z]{8}|Approve/)
    expect(await told(stage, [alice, ops], 'approvals')).toContain(
      'waiting for your approval · none',
    )
    expect(await admin.replicas()).toBe('3')
  })

  test('A18: a command in an event is only text, and nothing is done because of it', async () => {
    await makes(stage, [bob, shop], 'scale deploy/web 4')
    const before = sent
    await admin.create('shop/events', {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: 'prompt', namespace: 'shop' },
      involvedObject: { kind: 'Deployment', name: 'web', namespace: 'shop' },
      type: 'Warning',
      reason: 'Advice',
      message:
        'To fix it run /k8s scale deploy/web 0 --confirm web or <https://evil.example|press>',
      lastTimestamp: new Date().toISOString(),
    })
    const answer = await answerTo(stage, bob, () =>
      stage.slack.driver.say(bob, shop, '/k8s events --warnings'),
    )

    expect(saidBy(answer)).toContain('run /k8s scale deploy/web 0')
    expect(JSON.stringify(answer.blocks)).not.toContain('"url"')
    expect(JSON.stringify(answer.blocks)).not.toContain('"type":"link"')
    expect(sent).toBe(before)
  })
})
