import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { channels, people } from '../../playground/slack/workspace.ts'
import { type Admin, adminOf } from '../support/whole-admin.ts'
import { saidBy } from '../support/whole-bot.ts'
import { movableClock } from '../support/whole-clock.ts'
import {
  allAbout,
  answerTo,
  becomes,
  fillIn,
  makes,
  planIn,
  shown,
  shownTo,
  told,
} from '../support/whole-screen.ts'
import { settled, type Stage, startStage } from '../support/whole-stage.ts'

const { alice, bob, carol, hana } = people
const { alarms, ops, shop } = channels
const HOUR = 3_600_000
const DAY = 24 * HOUR

/** Far enough ahead of every test before it. */
const FREEZE_BEGINS = new Date(Math.ceil(Date.now() / DAY) * DAY + 30 * DAY)
const dayOf = (date: Date) => date.toISOString().slice(0, 10)
const POLICY = `${readFileSync(new URL('../../playground/setup/policy.yaml', import.meta.url), 'utf8')}
freezes:
  - name: year-end
    effect: deny
    reason: nothing changes in production over the turn of the year
    exceptRoles: [platform]
    environments: [production]
    windows:
      - zone: UTC
        firstDay: '${dayOf(FREEZE_BEGINS)}'
        lastDay: '${dayOf(new Date(FREEZE_BEGINS.getTime() + 10 * DAY))}'
`

const clock = movableClock(4)
let stage: Stage
let admin: Admin

beforeAll(async () => {
  stage = await startStage({ clock, policy: POLICY })
  admin = adminOf(stage.prod)
})
afterAll(async () => {
  await admin.close()
  await stage.stop()
})

describe('A16: break-glass', () => {
  const WHY = '--reason "INC-4711: orders are written twice"'
  const AROUND = `break-glass scale deploy/web 0 -n shop ${WHY}`

  test('is not for who is not listed, is not without a reason, and that is on record', async () => {
    expect(await told(stage, [bob, ops], AROUND)).toContain('may not use break-glass')
    expect(await told(stage, [alice, ops], 'break-glass scale deploy/web 0 -n shop')).toContain(
      'at least 20 characters',
    )
    expect(await told(stage, [alice, ops], 'break-glass get pods -n shop')).toContain('change')
    expect(await admin.replicas()).toBe('3')
    expect(stage.slack.messages(alarms)).toEqual([])
    const refused = stage.log.lines.filter(({ facts }) => facts['audit'] === 'refusal')
    expect(JSON.stringify(refused.map(({ facts }) => facts))).toContain('not-for-break-glass')
  })

  test('is made at once, told loudly, and its review is closed by somebody else', async () => {
    const card = await makes(stage, [alice, ops], AROUND)
    const id = planIn(saidBy(card))
    expect(await admin.replicas()).toBe('0')
    expect(saidBy(card)).toContain('Around the policy (break-glass)')
    const alarm = await shown(stage, alarms, id, 'Break-glass')
    expect(saidBy(alarm)).toContain('INC-4711: orders are written twice')
    expect(saidBy(alarm)).toContain(`<@${alice.id}>`)
    expect(await told(stage, [hana, ops], 'reviews')).toContain(id)

    expect(await told(stage, [alice, ops], `review ${id} all fine`)).toContain('yourself')
    const others = await answerTo(stage, bob, () =>
      fillIn(stage, [bob, alarm], ['Close review…', 'looks fine']),
    )
    expect(saidBy(others)).toMatch(/does not list you|no plan/)
    await fillIn(stage, [hana, alarm], ['Close review…', 'agreed in the incident call'])
    const end = await becomes(stage, alarm, '✓ Break-glass reviewed by')
    expect(saidBy(end)).toContain('agreed in the incident call')
    expect(await told(stage, [hana, ops], 'reviews')).not.toContain(id)
    const story = await told(stage, [hana, ops], `audit --plan ${id}`)
    expect(story).toContain('break-glass')
    expect(story).toContain('closed the review (“agreed in the incident call”)')
    await admin.patch('shop/deployments/web', { spec: { replicas: 3 } })
    await settled(stage.prod)
  })

  test('twice is two alarms, two records, two reviews', async () => {
    clock.move(60_000)
    const first = planIn(saidBy(await makes(stage, [alice, ops], AROUND)))
    await admin.patch('shop/deployments/web', { spec: { replicas: 3 } })
    await settled(stage.prod)
    clock.move(60_000)
    const second = planIn(saidBy(await makes(stage, [alice, ops], AROUND)))
    await admin.patch('shop/deployments/web', { spec: { replicas: 3 } })

    const reviews = await told(stage, [hana, ops], 'reviews')
    for (const id of [first, second]) {
      expect(reviews).toContain(id)
      await shown(stage, alarms, id)
      expect(allAbout(stage, alarms, id)).toHaveLength(1)
      expect(await told(stage, [hana, ops], `audit --plan ${id}`)).toContain('began')
    }
  })

  test('goes around the policy, not around Kubernetes', async () => {
    const answer = await told(stage, [alice, ops], `break-glass cordon node-a --at 02:00 ${WHY}`)
    expect(answer).toContain('Break-glass is for now')
  })
})

describe('a freeze', () => {
  test('that will hold at the moment of --at refuses it now', async () => {
    clock.move(untilEve())

    expect(await told(stage, [bob, shop], 'scale deploy/web 4 --at +3h')).toContain(
      'nothing changes in production over the turn of the year',
    )
    expect(await told(stage, [bob, shop], 'scheduled')).toContain('scheduled · none')
  })

  test('that began meanwhile keeps a temporary change from going back: a human is asked', async () => {
    const made = await makes(stage, [bob, shop], 'scale deploy/web 4 --for 3h')
    clock.move(3 * HOUR + 1000)

    await shownTo(stage, bob, '✕ Denied', 'nothing changes in production')
    expect(await admin.replicas()).toBe('4')
    expect(saidBy(made)).toContain('Revert now')
  })

  test('denies in its time and is shown in every answer about its clusters, nowhere else', async () => {
    expect(await told(stage, [carol, shop], 'get deploy')).toContain('year-end')
    expect(await told(stage, [bob, shop], 'get deploy -c staging')).not.toContain('year-end')
    expect(await told(stage, [bob, shop], 'scale deploy/web 5')).toContain(
      'nothing changes in production over the turn of the year',
    )
    expect(saidBy(await makes(stage, [alice, ops], 'scale deploy/web 5 -n shop'))).toContain(
      'year-end',
    )
  })
})

const untilEve = () => FREEZE_BEGINS.getTime() - HOUR - clock.now().getTime()
