import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { channels } from '../../playground/slack/workspace.ts'
import { cableTo } from '../support/store-cable.ts'
import { type Engine, engines } from '../support/store-engines.ts'
import { movableClock, whileTimePasses } from '../support/whole-clock.ts'
import { allAbout, becomes, shown } from '../support/whole-screen.ts'
import { NO_LIMITS, startStage, WATCHING_CONFIG } from '../support/whole-stage.ts'

const { ops } = channels
const [, boot] = (await engines()).find(([name]) => name === 'PostgreSQL') ?? []

describe.skipIf(!boot)('the way to the store breaks', () => {
  let engine: Engine | undefined
  beforeAll(async () => {
    engine = await boot?.()
  })
  afterAll(() => engine?.stop())

  test('D1: what was told is not told again, what begins meanwhile is told when it is back, what ends is resolved', async () => {
    if (!engine) throw new Error('no PostgreSQL')
    const cable = await cableTo(await engine.fresh())
    const clock = movableClock(20)
    const config = `${WATCHING_CONFIG}${NO_LIMITS}`
    const stage = await startStage({ config, clock, env: { DATABASE_URL: cable.target.url } })
    onTestFinished(() => stage.stop())
    const later = <T>(done: Promise<T>) => whileTimePasses(clock, done)
    const cards = (name: string) =>
      allAbout(stage, ops, `deployment/${name} in shop`).filter(
        ({ threadTs, ts }) => threadTs === undefined || threadTs === ts,
      )

    stage.prod.break({ action: 'crash', namespace: 'shop', name: 'api' })
    const first = await shown(stage, ops, 'deployment/api in shop', 'incident')
    cable.cut()
    stage.prod.break({ action: 'crash', namespace: 'shop', name: 'worker' })
    await new Promise((resolve) => setTimeout(resolve, 2000))
    expect(cards('worker')).toEqual([])
    cable.mend()

    const second = await later(shown(stage, ops, 'deployment/worker in shop', 'incident'))
    stage.prod.break({ action: 'recover-all' })
    await later(becomes(stage, first, '○ deployment/api in shop is fine again'))
    await later(becomes(stage, second, '○ deployment/worker in shop is fine again'))
    expect([cards('api').length, cards('worker').length]).toEqual([1, 1])
  })
})
