import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { channels, people } from '../../playground/slack/workspace.ts'
import { waitForMessage } from '../support/slack-driver.ts'
import { type Engine, engines } from '../support/store-engines.ts'
import { type Admin, adminOf } from '../support/whole-admin.ts'
import { saidBy } from '../support/whole-bot.ts'
import { type Crew, startCrew } from './whole-crew.ts'
import { allAbout, asksFor, becomes, makes, planIn, shown, told } from '../support/whole-screen.ts'
import { settled } from '../support/whole-stage.ts'

const { alice, bob, hana, olga } = people
const { ops, shop } = channels

describe.each(await engines())('two bots on one Slack and one store, %s', (_name, boot) => {
  let engine: Engine
  let crew: Crew
  let admin: Admin
  let sent = 0

  beforeAll(async () => {
    engine = await boot()
    crew = await startCrew(await engine.fresh())
    admin = adminOf(crew.prod)
    crew.prod.onRequest(({ method, path, user }) => {
      if (user === 'deckwatch' && method === 'PATCH' && !path.includes('dryRun')) sent++
    })
  })
  afterAll(async () => {
    await admin.close()
    await crew.stop()
    await engine.stop()
  })
  beforeEach(async () => {
    await settled(crew.prod)
    await admin.patch('shop/deployments/web', { spec: { replicas: 3 } })
    await settled(crew.prod)
  })

  test('D3: the same click delivered to both counts once, and the change is made once', async () => {
    const { card } = await asksFor(
      crew,
      [bob, ops],
      'scale deploy/web 8 -n shop --reason "sale at 18:00"',
    )
    const before = sent
    crew.slack.faults.redeliver(3)
    for (const who of [alice, hana, olga]) await crew.slack.driver.click(who, card, 'Approve')

    const done = await becomes(crew, card, '8 of 8 available')
    for (const who of [alice, hana, olga]) expect(saidBy(done)).toContain(`<@${who.id}>`)
    expect(sent).toBe(before + 1)
    expect(await admin.replicas()).toBe('8')
  })

  test('the same saying delivered to both is one plan', async () => {
    const before = sent
    crew.slack.faults.redeliver(1)
    const made = await makes(crew, [bob, shop], 'scale deploy/web 4')
    crew.slack.faults.redeliver(1)
    // Both may answer, in either order: the one who was late says which plan it is.
    const held = toldBob(crew, 'This needs approval')
    const words = '/k8s scale deploy/web 9 -n shop --reason "sale at 18:00"'
    await crew.slack.driver.say(bob, ops, words)
    const id = planIn(saidBy(await held))
    const card = await shown(crew, ops, id, 'Needs')

    expect(sent).toBe(before + 1)
    expect(allAbout(crew, shop, planIn(saidBy(made)))).toHaveLength(1)
    const waiting = crew.slack.messages(ops).filter((one) => saidBy(one).startsWith('◷ Needs'))
    expect(waiting.map(({ ts }) => ts)).toEqual([card.ts])
    const cancelled = toldBob(crew, 'Cancelled')
    await crew.slack.driver.say(bob, ops, `/k8s cancel ${id}`)
    expect(saidBy(await cancelled)).toContain('Cancelled')
  })

  test('either may be asked while the other is at work', async () => {
    crew.prod.faults.inject({ fault: 'slow', ms: 3_000 }, { method: 'PATCH', path: /web/ })
    const made = makes(crew, [bob, shop], 'scale deploy/web 5')
    const answers = await Promise.all(
      [1, 2, 3, 4].map(() => told(crew, [alice, ops], 'approvals --all')),
    )
    for (const answer of answers) expect(answer).toContain('waiting for approval')
    expect(saidBy(await made)).toContain('replicas 3 → 5')
  })

  test('D2: one is killed while it is at work: the other reads the truth, tells it, and sends nothing again', async () => {
    const before = sent
    crew.prod.faults.inject({ fault: 'hang' }, { method: 'PATCH', path: /web/ })
    const atWork = crew.next('audit record')
    await crew.slack.driver.say(bob, shop, '/k8s scale deploy/web 6')
    const working = await shown(crew, shop, '● Scaling')
    const bot = crew.bots[await atWork]
    // Until then it has told the store that the message is there: else the other waits for it for half a minute.
    for (let i = 0; i < 4; i++) await told(crew, [bob, shop], 'version')
    bot?.kill()

    const end = await becomes(crew, working, 'it is not known whether it was made')
    expect(saidBy(end)).toContain('It was not sent again')
    expect(saidBy(end)).toContain('replicas is still 3')
    expect(sent).toBeLessThanOrEqual(before + 1)
    expect(await admin.replicas()).toBe('3')
    expect(await told(crew, [bob, shop], 'scale deploy/web 4 --dry-run')).toContain('Dry run')
  })

  test('nothing broke, in neither', () => {
    expect(crew.broke).toEqual([])
  })
})

/** What Bob alone is told from now on, whatever else he is told meanwhile. */
function toldBob({ slack }: Crew, text: string) {
  const before = new Set(slack.world.messages.all().map(({ ts }) => ts))
  return waitForMessage(
    slack,
    (message) =>
      message.onlyFor === bob.id && !before.has(message.ts) && saidBy(message).includes(text),
  )
}
