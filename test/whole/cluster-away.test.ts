import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { NO_LIMITS, type Stage, startStage, WATCHING_CONFIG } from '../support/whole-stage.ts'

let stage: Stage

beforeAll(async () => {
  stage = await startStage({ config: `${WATCHING_CONFIG}${NO_LIMITS}` })
  await stage.said('bob', 'get pods')
})
afterEach(() => stage.prod.faults.clear())
afterAll(() => stage.stop())

const goAway = () => stage.prod.faults.inject({ fault: 'status', code: 503 }, {}, Infinity)

test('while the API server is away, whoever could look a minute ago sees what was known, and how old it is', async () => {
  goAway()
  const answer = await stage.said('bob', 'get pods')

  expect(answer).toContain('prod-eu does not answer. This is what was known')
  expect(answer).toMatch(/pods in shop · \d+ of \d+/)
  expect(answer).toContain('Running')
})

test('what nobody asked for lately is not shown from memory, and nothing is changed by it', async () => {
  goAway()

  expect(await stage.said('bob', 'get nodes')).not.toContain('what was known')
  expect(await stage.said('bob', 'scale deploy/web 4')).not.toContain('✓')
})

test('once it is back, answers are from now', async () => {
  expect(await stage.said('bob', 'get pods')).not.toContain('does not answer')
})
