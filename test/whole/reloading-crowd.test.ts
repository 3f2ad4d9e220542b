import { afterAll, beforeAll, expect, test } from 'vitest'
import { saidBy } from '../support/whole-bot.ts'
import { filesOf } from './whole-files.ts'
import { NO_LIMITS, SAMPLE_CONFIG, type Stage, startStage } from '../support/whole-stage.ts'

const CONFIG = `${SAMPLE_CONFIG}${NO_LIMITS}`

let stage: Stage

beforeAll(async () => {
  stage = await startStage({ config: CONFIG, isMounted: true })
})
afterAll(() => stage.stop())

test('twenty changes in a row lose no command', async () => {
  const files = filesOf(stage)
  const over = new AbortController()
  const asking = (async () => {
    const said: string[] = []
    while (!over.signal.aborted) said.push(saidBy(await stage.ask('alice', 'get pods -n shop')))
    return said
  })()
  for (let change = 1; change <= 20; change++) {
    const level = change % 2 === 0 ? 'info' : 'warn'
    await files.take({ 'deckwatch.yaml': `${CONFIG}log: { level: ${level} }\n` })
  }
  over.abort()

  const said = await asking
  expect(files.taken()).toBe(20)
  expect(said.length).toBeGreaterThan(20)
  expect(said.filter((one) => !one.includes('web'))).toEqual([])
})
