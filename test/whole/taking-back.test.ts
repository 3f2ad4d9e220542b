import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { channels, people } from '../../playground/slack/workspace.ts'
import { type Admin, adminOf } from '../support/whole-admin.ts'
import { lastWordOn, saidBy } from '../support/whole-bot.ts'
import { asksFor, becomes, planIn, pressed, told } from '../support/whole-screen.ts'
import { type Stage, startStage } from '../support/whole-stage.ts'

const { alice, bob, carol, hana, olga } = people
const { ops, shop } = channels

let stage: Stage
let admin: Admin
const change = (words: string, who: 'alice' | 'bob' = 'bob') => stage.ask(who, words, 'shop')

beforeAll(async () => {
  stage = await startStage()
  admin = adminOf(stage.prod)
})
afterAll(async () => {
  await admin.close()
  await stage.stop()
})

describe('undo', () => {
  test('by its button: the values from before are put back, and the card of the change says so', async () => {
    const made = await change('scale deploy/web 5')
    expect(saidBy(made)).toContain('undo until')
    const back = await lastWordOn(stage.slack, 'undo', () =>
      stage.slack.driver.click(bob, made, 'Undo: replicas back to 3'),
    )

    expect(saidBy(back)).toContain('replicas 5 → 3')
    expect(await admin.replicas()).toBe('3')
    const old = await becomes(stage, made, 'aken back')
    expect(saidBy(old)).not.toContain('Undo: replicas')
  })

  test('in a word: the last change here; then there is nothing left of it to take back', async () => {
    await change('scale deploy/web 4')

    expect(saidBy(await change('undo'))).toContain('replicas 4 → 3')
    expect(await admin.replicas()).toBe('3')
  })

  test('by its id, of a change that is not the last', async () => {
    const first = planIn(saidBy(await change('scale deploy/web 4')))
    await change('scale deploy/worker 2')

    expect(saidBy(await change(`undo ${first}`))).toContain('replicas 4 → 3')
    expect(await admin.replicas()).toBe('3')
    expect(await told(stage, [bob, shop], `undo ${first}`)).toContain('is as it was before already')
    await change('scale deploy/worker 1')
  })

  test('is refused with the reason when the object changed since', async () => {
    const made = planIn(saidBy(await change('scale deploy/web 5')))
    await admin.patch('shop/deployments/web', { spec: { replicas: 6 } })
    const answer = await told(stage, [bob, shop], `undo ${made}`)

    expect(answer).toContain('was changed again since: replicas should be 5, but is 6')
    expect(answer).toContain('Nothing was changed.')
    expect(await admin.replicas()).toBe('6')
    await admin.patch('shop/deployments/web', { spec: { replicas: 3 } })
  })

  test('is judged as the change that it is: who may not change may not take back', async () => {
    const made = await change('scale deploy/web 4')

    expect(await pressed(stage, [carol, made], 'Undo: replicas back to 3')).toContain(
      'The policy says no',
    )
    expect(await admin.replicas()).toBe('4')
    await admin.patch('shop/deployments/web', { spec: { replicas: 3 } })
  })

  test('of a change is asked about where policy asks: back to eight is more than double of three', async () => {
    await admin.patch('shop/deployments/web', { spec: { replicas: 8 } })
    const made = planIn(saidBy(await change('scale deploy/web 3')))
    const { id, card } = await asksFor(stage, [bob, ops], `undo ${made} --reason "too few"`)

    expect(saidBy(card)).toContain('replicas 3 → 8')
    for (const who of [alice, hana, olga]) await told(stage, [who, ops], `approve ${id}`)
    await becomes(stage, card, '8 of 8 available', 'replicas 3 → 8')
    expect(await admin.replicas()).toBe('8')
    await admin.patch('shop/deployments/web', { spec: { replicas: 3 } })
  })

  test('of restart, rollback, label and cordon', async () => {
    await stage.ask('bob', 'label deploy/web tier=critical', 'shop')
    expect(saidBy(await change('undo'))).toContain('critical')
    expect(await admin.read('shop/deployments/web')).not.toContain('critical')

    await stage.ask('alice', 'cordon node-b', 'ops')
    expect(saidBy(await stage.ask('alice', 'undo', 'ops'))).toContain('✓')
  })
})

describe('whoever looks for it later', () => {
  test('finds the whole story on the trail, by the id of the plan', async () => {
    const { id, card } = await asksFor(
      stage,
      [bob, ops],
      'scale deploy/web 8 -n shop --reason "for the story"',
    )
    for (const who of [alice, hana, olga]) await told(stage, [who, ops], `approve ${id}`)
    await becomes(stage, card, '✓ Scaled deployment/web in shop')
    const story = await told(stage, [alice, ops], `audit --plan ${id}`)

    for (const said of ['for the story', 'prod-big-jump', 'alice', 'began', 'rolled out'])
      expect(story).toContain(said)
    expect(story).toMatch(/it is approved: .*olga/)
    expect(story.indexOf('for the story')).toBeLessThan(story.indexOf('rolled out'))
  })
})
