import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { channels, people } from '../../playground/slack/workspace.ts'
import { type Admin, adminOf } from '../support/whole-admin.ts'
import { saidBy } from '../support/whole-bot.ts'
import { movableClock } from '../support/whole-clock.ts'
import {
  asksFor,
  becomes,
  makes,
  planIn,
  pressed,
  shown,
  shownTo,
  told,
} from '../support/whole-screen.ts'
import { settled, type Stage, startStage } from '../support/whole-stage.ts'

const { alice, bob, carol, hana, olga } = people
const { ops, shop } = channels
const HOUR = 3_600_000

const clock = movableClock(4)
let stage: Stage
let admin: Admin
const change = (words: string) => makes(stage, [bob, shop], words)

beforeAll(async () => {
  stage = await startStage({ clock })
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

describe('a temporary change', () => {
  test('says when it goes back, and does, also when the bot was restarted in between', async () => {
    const made = await change('scale deploy/web 5 --for 2h')
    expect(saidBy(made)).toContain('goes back to replicas 3')
    for (const label of ['Extend 1 h', 'Keep', 'Revert now']) expect(saidBy(made)).toContain(label)
    expect(await told(stage, [bob, shop], 'scheduled')).toContain('takes back')

    await stage.restart(() => clock.move(HOUR))
    expect(await admin.replicas()).toBe('5')
    clock.move(HOUR + 1000)

    await becomes(stage, made, 'aken back')
    expect(await admin.replicas()).toBe('3')
    await shownTo(stage, bob, '✓ Scaled deployment/web in shop', '3 of 3 available')
    expect(await told(stage, [bob, shop], 'scheduled')).toContain('scheduled · none')
  })

  test('goes back when the bot was away at that moment, once it is back', async () => {
    const made = await change('scale deploy/web 6 --for 2h')
    await stage.restart(() => clock.move(2 * HOUR + 60_000))

    await becomes(stage, made, 'aken back')
    expect(await admin.replicas()).toBe('3')
  })

  test('can be extended, within what policy lets it last, by who made it', async () => {
    const made = await change('scale deploy/web 4 --for 1h')
    const id = planIn(saidBy(made))
    expect(await pressed(stage, [carol, made], 'Extend 1 h')).toMatch(
      /[Oo]nly whoever|says no|no plan/,
    )
    await pressed(stage, [bob, made], 'Extend 1 h')
    clock.move(HOUR + 1000)
    expect(await told(stage, [bob, shop], 'scheduled')).toContain(`takes back ${id}`)
    expect(await admin.replicas()).toBe('4')
    expect(await told(stage, [bob, shop], `extend ${id} 400d`)).toMatch(/lasts .* at most/)

    clock.move(HOUR)
    await becomes(stage, made, 'aken back')
    expect(await admin.replicas()).toBe('3')
  })

  test('can be kept: nothing goes back any more', async () => {
    const made = await change('scale deploy/web 6 --for 1h --reason "a little more"')
    const id = planIn(saidBy(made))
    await told(stage, [bob, shop], `keep ${id}`)
    clock.move(2 * HOUR)

    expect(await told(stage, [bob, shop], 'scheduled')).toContain('scheduled · none')
    expect(await admin.replicas()).toBe('6')
  })

  test('can be taken back at once; then its time changes nothing', async () => {
    const made = await change('scale deploy/web 5 --for 1h')
    await stage.slack.driver.click(bob, made, 'Revert now')
    await becomes(stage, made, 'aken back')
    expect(await admin.replicas()).toBe('3')

    await admin.patch('shop/deployments/web', { spec: { replicas: 5 } })
    clock.move(2 * HOUR)
    expect(await told(stage, [bob, shop], 'scheduled')).toContain('scheduled · none')
    expect(await admin.replicas()).toBe('5')
  })

  test('is not taken back over somebody else’s change: said why, and a human decides', async () => {
    const made = await change('scale deploy/web 6 --for 1h')
    await admin.patch('shop/deployments/web', { spec: { replicas: 4 } })
    clock.move(HOUR + 1000)

    await shownTo(stage, bob, '⚠ Void', 'replicas')
    expect(await admin.replicas()).toBe('4')
    expect(saidBy(made)).toContain('goes back')
  })

  test('that needs votes is agreed to both ways at once', async () => {
    const { id, card } = await asksFor(
      stage,
      [bob, ops],
      'scale deploy/web 9 -n shop --for 1h --reason "sale at 18:00"',
    )
    expect(saidBy(card)).toContain('for 1 h')
    for (const who of [alice, hana, olga]) await told(stage, [who, ops], `approve ${id}`)
    await becomes(stage, card, '9 of 9 available', 'goes back to replicas 3')
    clock.move(HOUR + 1000)

    await becomes(stage, card, 'aken back')
    expect(await admin.replicas()).toBe('3')
  })
})

describe('--at', () => {
  test('waits for its moment, visible and with a countdown, then it is made', async () => {
    const answer = await told(stage, [bob, shop], 'scale deploy/web 4 --at +3h')
    const id = planIn(answer)
    const card = await shown(stage, shop, id, 'Scheduled: begins')
    expect(await told(stage, [bob, shop], 'scheduled')).toContain(id)
    clock.move(2 * HOUR)
    expect(await admin.replicas()).toBe('3')

    clock.move(HOUR + 1000)
    await becomes(stage, card, '✓ Scaled deployment/web in shop')
    expect(await admin.replicas()).toBe('4')
    await shownTo(stage, bob, '✓ Scaled deployment/web in shop')
  })

  test('can be called off before', async () => {
    const id = planIn(await told(stage, [bob, shop], 'scale deploy/web 6 --at +3h'))
    const card = await shown(stage, shop, id, 'Scheduled: begins')
    await pressed(stage, [bob, card], 'Cancel')
    await becomes(stage, card, 'Cancelled by')
    clock.move(4 * HOUR)

    expect(await told(stage, [bob, shop], 'scheduled')).toContain('scheduled · none')
    expect(await admin.replicas()).toBe('3')
  })

  test('is not made over what somebody else changed: it is void and can be done now', async () => {
    const id = planIn(await told(stage, [bob, shop], 'scale deploy/web 2 --at +3h'))
    const card = await shown(stage, shop, id, 'Scheduled: begins')
    await admin.patch('shop/deployments/web', { spec: { replicas: 5 } })
    clock.move(3 * HOUR + 1000)

    const end = await becomes(stage, card, '⚠ Void')
    expect(saidBy(end)).toContain('Do it now')
    expect(await admin.replicas()).toBe('5')
  })
})
