import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { channels, dmOf, people } from '../../playground/slack/workspace.ts'
import { type Admin, adminOf } from '../support/whole-admin.ts'
import { saidBy } from '../support/whole-bot.ts'
import {
  allAbout,
  answerTo,
  asksFor,
  becomes,
  fillIn,
  planIn,
  pressed,
  shown,
  shownTo,
  told,
} from '../support/whole-screen.ts'
import { settled, type Stage, startStage } from '../support/whole-stage.ts'

const { alice, bob, carol, hana, ivan, olga } = people
const { ops } = channels

let stage: Stage
let admin: Admin
const BIG = 'scale deploy/web 8 -n shop --reason "sale at 18:00"'

beforeAll(async () => {
  stage = await startStage()
  admin = adminOf(stage.prod)
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

describe('a change that two groups have to agree to', () => {
  test('is made once both agreed: one card, each approver told once, the requester told', async () => {
    const { id, card } = await asksFor(stage, [bob, ops], BIG)

    expect(saidBy(card)).toContain('◷ Needs 2 of platform and 1 of shop-owners')
    expect(saidBy(card)).toContain('Scale deployment/web in shop')
    expect(saidBy(card)).toContain('for “sale at 18:00”')
    expect(saidBy(card)).toContain('replicas 3 → 8')
    expect(saidBy(card)).toContain('prod-eu ⟨production⟩')
    for (const approver of [alice, hana, ivan, olga]) await shownTo(stage, approver, id, 'Needs 2')
    expect(await admin.replicas()).toBe('3')

    expect(await pressed(stage, [alice, card], 'Approve')).toMatch(/counts|decided|denied/)
    expect(saidBy(await shown(stage, ops, id, '1 of 2'))).toContain(`✓ <@${alice.id}>`)
    expect(await told(stage, [olga, ops], `approve ${id}`)).toMatch(/counts|decided|denied/)
    expect(await admin.replicas()).toBe('3')
    await pressed(stage, [hana, await shownTo(stage, hana, id)], 'Approve')

    const done = await becomes(stage, card, '✓ Scaled deployment/web in shop', 'replicas 3 → 8')
    for (const approver of [alice, olga, hana]) expect(saidBy(done)).toContain(`<@${approver.id}>`)
    expect(await admin.replicas()).toBe('8')
    expect(stage.prod.requests().findLast(({ method }) => method === 'PATCH')).toMatchObject({
      impersonated: { user: 'bob' },
    })
    const direct = await shownTo(stage, bob, '✓ Scaled deployment/web in shop')
    expect(direct.userId).toBe(people.deckwatch.id)
    const thread = stage.slack.messages(ops).filter(({ threadTs }) => threadTs === card.ts)
    expect(thread.map(saidBy).join('\n')).toContain('✓ Scaled deployment/web in shop')
    for (const approver of [alice, hana, ivan, olga]) {
      await shownTo(stage, approver, id, '✓ Scaled deployment/web in shop')
      expect(allAbout(stage, { id: dmOf(approver) }, id)).toHaveLength(1)
    }
  })

  test('may be looked at and called off: `approvals`, its details, Cancel, and what the card says then', async () => {
    const { id, card } = await asksFor(stage, [bob, ops], BIG)

    expect(await told(stage, [bob, ops], 'approvals')).toContain(id)
    expect(await told(stage, [alice, ops], 'approvals')).toContain('waiting for your approval · 1')
    expect(await told(stage, [carol, ops], 'approvals')).toContain(
      'waiting for your approval · none',
    )
    expect(await pressed(stage, [olga, card], 'Details')).toContain('replicas 3 → 8')
    const others = await told(stage, [carol, ops], `cancel ${id}`)
    expect(others).toContain('Only whoever asked for plan')
    await pressed(stage, [bob, card], 'Cancel')

    const end = await becomes(stage, card, 'Cancelled by')
    expect(saidBy(end)).not.toContain('Approve')
    await shownTo(stage, alice, id, 'Cancelled by')
    expect(await told(stage, [alice, ops], `approve ${id}`)).toContain('cancelled by')
    expect(await admin.replicas()).toBe('3')
  })

  test('is not made when one of them denies it, with the reason that the dialog asked for', async () => {
    const { id, card } = await asksFor(stage, [bob, ops], BIG)

    await fillIn(stage, [olga, card], ['Deny…', 'not "during" the sale --yes'])
    await becomes(stage, card, '✕ Denied by', 'not "during" the sale --yes')
    await shownTo(stage, hana, id, 'Denied by')
    await shownTo(stage, bob, id, 'Denied by')
    expect(await told(stage, [alice, ops], `approve ${id}`)).toContain('denied by')
    expect(await admin.replicas()).toBe('3')
  })

  test('deny in words wants a reason, too', async () => {
    const { id } = await asksFor(stage, [bob, ops], BIG)

    expect(await told(stage, [alice, ops], `deny ${id}`)).toContain('Usage: /k8s deny ID REASON')
    expect(await told(stage, [alice, ops], `deny ${id} too many at once`)).toMatch(
      /counts|decided|denied/,
    )
    await shown(stage, ops, id, '✕ Denied by', 'too many at once')
  })

  test('a vote can be taken back until it is decided: deny outweighs, each has one', async () => {
    const { id, card } = await asksFor(stage, [bob, ops], BIG)
    await pressed(stage, [alice, card], 'Approve')

    expect(await pressed(stage, [alice, card], 'Approve')).toContain('You said so already')
    await told(stage, [alice, ops], `deny ${id} I looked again`)
    await shown(stage, ops, id, '✕ Denied by', 'I looked again')
  })
})

describe('a change that the policy wants confirmed', () => {
  test('asks for the reason and for the name in dialogs, then for the votes', async () => {
    const words = 'scale deploy/web 0 -n shop'
    const first = await answerTo(stage, alice, () =>
      stage.slack.driver.say(alice, ops, `/k8s ${words}`),
    )
    expect(saidBy(first)).toContain('the policy wants a reason')

    const second = await answerTo(stage, alice, () =>
      fillIn(stage, [alice, first], ['Give a reason…', 'incident 4711, bad release']),
    )
    expect(saidBy(second)).toContain('the policy wants web typed to confirm it')
    const wrong = await answerTo(stage, alice, () =>
      fillIn(stage, [alice, second], ['Confirm…', 'wbe']),
    )
    expect(saidBy(wrong)).toContain('and wbe is not it')
    const held = await answerTo(stage, alice, () =>
      fillIn(stage, [alice, wrong], ['Confirm…', 'web']),
    )
    expect(saidBy(held)).toContain('This needs approval: 1 of on-call and 1 of shop-owners')
    const id = planIn(saidBy(held))

    expect(await told(stage, [hana, ops], `approve ${id}`)).toMatch(/counts|decided|denied/)
    await told(stage, [olga, ops], `approve ${id}`)
    await shown(stage, ops, '✓ Scaled deployment/web in shop', 'replicas 3 → 0')
    expect(await admin.replicas()).toBe('0')
  })

  test('S20: a dialog that opens too late is offered again, and nothing is lost', async () => {
    const { id, card } = await asksFor(stage, [bob, ops], BIG)
    stage.slack.faults.api(
      { method: 'views.open' },
      { fault: 'error', error: 'expired_trigger_id' },
    )
    const late = await answerTo(stage, olga, () => stage.slack.driver.click(olga, card, 'Deny…'))

    expect(saidBy(late)).toContain('The dialog took too long to open')
    expect(saidBy(late)).toContain('Nothing was done.')
    await fillIn(stage, [olga, late], ['Open it again…', 'no'])
    await shown(stage, ops, id, '✕ Denied by')
  })
})

describe('what changed meanwhile', () => {
  test('A6: voids the votes: the new plan is shown beside the old one and asks again', async () => {
    const { id, card } = await asksFor(stage, [bob, ops], BIG)
    await pressed(stage, [alice, card], 'Approve')
    await admin.patch('shop/deployments/web', { spec: { replicas: 2 } })

    expect(await pressed(stage, [olga, card], 'Approve')).toContain('Your vote was not counted: ')
    const end = await becomes(stage, card, '⚠ Void', 'asked again as')
    const anew = await shown(stage, ops, 'Asked again', 'replicas 2 → 8')
    expect(saidBy(anew)).toContain('It was: replicas')
    expect(saidBy(anew)).toContain('0 of 2')
    const [, next = ''] = /asked again as `?([0-9a-z]{8})/.exec(saidBy(end)) ?? []
    expect(await told(stage, [hana, ops], `approve ${id}`)).toContain(next)
    for (const who of [alice, hana, olga]) await told(stage, [who, ops], `approve ${next}`)
    await shown(stage, ops, '✓ Scaled deployment/web in shop', 'replicas 2 → 8')
    expect(await admin.replicas()).toBe('8')
  })
})

describe('where it is asked for', () => {
  test('in a direct message: the approvers decide in theirs, nobody else hears of it', async () => {
    const dm = { id: dmOf(bob) }
    await stage.slack.driver.say(bob, dm, `${BIG} -c prod-eu`)
    const card = await shown(stage, dm, 'Needs 2 of platform')
    const id = planIn(saidBy(card))
    for (const who of [alice, hana, olga])
      await pressed(stage, [who, await shownTo(stage, who, id, 'Needs 2')], 'Approve')

    await becomes(stage, card, '✓ Scaled deployment/web in shop')
    for (const place of [ops, channels.shop, channels.alarms])
      expect(allAbout(stage, place, id)).toEqual([])
  })

  test('in a thread: the card stands in it, and so does its end', async () => {
    const { message } = await stage.slack.driver.say(olga, ops, 'we need more of web')
    const thread = message?.ts
    await stage.slack.driver.say(bob, ops, { text: `@deckwatch ${BIG}`, thread })
    const card = await shown(stage, ops, 'Needs 2 of platform', 'replicas 3 → 8')

    expect(card.threadTs).toBe(thread)
    await pressed(stage, [bob, card], 'Cancel')
    await becomes(stage, card, 'Cancelled by')
  })
})
