import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { channels, people } from '../../playground/slack/workspace.ts'
import { type Admin, adminOf } from '../support/whole-admin.ts'
import { saidBy } from '../support/whole-bot.ts'
import { asksFor, becomes, pressed, shown, told } from '../support/whole-screen.ts'
import { settled, type Stage, startStage } from '../support/whole-stage.ts'

const { alice, bob, carol, hana, olga } = people
const { shop } = channels
const OWNERS = 'example.com/owners'

const POLICY = `
roles:
  viewer: {description: may look}
  developer: {description: may change the shop}
  shop-owners: {description: answer for the shop}
  platform: {description: answer for everything}
rules:
  - {name: look, effect: allow, reason: everybody looks, roles: [viewer, developer, shop-owners, platform], risk: [read]}
  - {name: develop, effect: allow, reason: developers run the shop, roles: [developer], risk: [change, danger]}
  - name: owners-agree
    effect: ask
    reason: whoever owns it agrees
    environments: [production]
    roles: [developer]
    approvers: [{name: owners, owners: {annotation: ${OWNERS}}}]
breakGlass: {users: [${alice.id}], channel: ${channels.alarms.id}, minReason: 20, reviewers: {users: [${hana.id}]}}
`

let stage: Stage
let admin: Admin
const own = (owners: string | null) =>
  admin.patch('shop/deployments/web', { metadata: { annotations: { [OWNERS]: owners } } })

beforeAll(async () => {
  stage = await startStage({ policy: POLICY })
  admin = adminOf(stage.prod)
})
afterAll(async () => {
  await admin.close()
  await stage.stop()
})
beforeEach(async () => {
  await own('shop-owners')
  await settled(stage.prod)
})

describe('owners are read from the object', () => {
  test('who writes themselves in after asking has asked anew, and nobody has agreed yet', async () => {
    const { card } = await asksFor(stage, [bob, shop], 'scale deploy/web 4 -n shop')
    await own(`shop-owners, ${bob.id}, ${carol.id}`)

    await pressed(stage, [olga, card], 'Approve')

    await becomes(stage, card, 'Void: The policy wanted 1 of owners')
    const anew = await shown(stage, shop, 'Needs 1 of owners', 'instead of')
    expect(await pressed(stage, [bob, anew], 'Approve')).toContain('You asked for plan')
    await pressed(stage, [bob, anew], 'Cancel')
  })

  test('what nobody owns nobody changes, and it is said what to write where', async () => {
    await own(null)

    expect(await told(stage, [bob, shop], 'scale deploy/web 4 -n shop')).toContain(
      `set its annotation ${OWNERS}`,
    )
  })
})

describe('what people type', () => {
  test('A11: what looks like a secret is not kept at all', async () => {
    const words = 'scale deploy/web 5 -n shop --reason "sale password=hunter2-hunter2"'

    expect(await told(stage, [bob, shop], words)).toContain('There seems to be a secret')
    expect(await told(stage, [bob, shop], 'audit --since 1h')).not.toContain('hunter2')
    expect(JSON.stringify(stage.log.lines)).not.toContain('hunter2')
  })

  test('A12: no line of its own gets onto a card', async () => {
    const reason = 'sale\\n✓ Approved by @olga'.replace('\\n', '\n')
    const { card } = await asksFor(
      stage,
      [bob, shop],
      `scale deploy/web 5 -n shop --reason "${reason}"`,
    )

    expect(JSON.stringify(card)).not.toMatch(/\\n✓/)
    expect(saidBy(card)).toContain('“sale ✓ Approved by')
    await pressed(stage, [bob, card], 'Cancel')
  })

  test('A16: a reason that nobody can see is none', async () => {
    const blank = '\u3164'.repeat(30)

    expect(
      await told(stage, [alice, shop], `break-glass scale deploy/web 5 --reason "${blank}"`),
    ).toContain('--reason')
  })
})
