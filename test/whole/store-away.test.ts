import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { channels, people } from '../../playground/slack/workspace.ts'
import { cableTo } from '../support/store-cable.ts'
import { type Engine, engines } from '../support/store-engines.ts'
import { saidBy } from '../support/whole-bot.ts'
import { asksFor, becomes, pressed, told } from '../support/whole-screen.ts'
import { startStage } from '../support/whole-stage.ts'

const { alice, bob, hana, olga } = people
const { ops, shop } = channels
const BIG = 'scale deploy/web 8 -n shop --reason "sale at 18:00"'

const [, boot] = (await engines()).find(([name]) => name === 'PostgreSQL') ?? []

describe.skipIf(!boot)('the way to the store breaks', () => {
  let engine: Engine | undefined
  beforeAll(async () => {
    engine = await boot?.()
  })
  afterAll(() => engine?.stop())

  async function open() {
    if (!engine) throw new Error('no PostgreSQL')
    const cable = await cableTo(await engine.fresh())
    const stage = await startStage({ env: { DATABASE_URL: cable.target.url } })
    onTestFinished(() => stage.stop())
    let sent = 0
    stage.prod.onRequest(({ method, path, user }) => {
      if (user === 'deckwatch' && method === 'PATCH' && !path.includes('dryRun')) sent++
    })
    return { cable, stage, sent: () => sent }
  }

  test('D1: a vote while it is away decides nothing and says so; looking goes on; then it counts', async () => {
    const { cable, stage, sent } = await open()
    const { id, card } = await asksFor(stage, [bob, ops], BIG)
    await pressed(stage, [alice, card], 'Approve')
    cable.cut()

    expect(await told(stage, [hana, ops], `approve ${id}`)).toContain('store cannot be reached')
    expect(await told(stage, [bob, shop], 'scale deploy/web 4')).toContain(
      'store cannot be reached',
    )
    expect(await told(stage, [bob, shop], 'get deploy')).toContain('web')
    expect(stage.bot.unready()).not.toEqual([])
    expect(sent()).toBe(0)

    cable.mend()
    for (const who of [hana, olga]) await until(() => told(stage, [who, ops], `approve ${id}`))
    const done = await becomes(stage, card, '8 of 8 available')
    for (const who of [alice, hana, olga]) expect(saidBy(done)).toContain(`<@${who.id}>`)
    expect(sent()).toBe(1)
  })

  test('K16: the answers of the store and of the API server are lost on the way: decided once, made once', async () => {
    const { cable, stage, sent } = await open()
    const { id, card } = await asksFor(stage, [bob, ops], BIG)
    for (const who of [alice, hana]) await told(stage, [who, ops], `approve ${id}`)
    stage.prod.faults.inject({ fault: 'reset', when: 'after' }, { method: 'PATCH', path: /scale$/ })
    cable.cutAtCommit('after')
    await until(() => told(stage, [olga, ops], `approve ${id}`))

    await becomes(stage, card, '8 of 8 available')
    expect(sent()).toBe(1)
    const story = await told(stage, [alice, ops], `audit --plan ${id}`)
    for (const said of ['it is approved', 'began']) expect(story.split(said)).toHaveLength(3)
  })
})

/** Asks again until the store is back. */
async function until(ask: () => Promise<string>): Promise<void> {
  for (let i = 0; i < 100; i++) if (!(await ask()).includes('store cannot be reached')) return
  throw new Error('the store does not come back')
}
