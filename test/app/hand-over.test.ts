import { expect, test } from 'vitest'
import { handOver } from '../../src/app/hand-over.ts'
import type { Handover } from '../../src/core/handover.ts'
import { fakeClock } from '../support/fake-clock.ts'
import { fakeLog } from '../support/fake-log.ts'

function parts() {
  const said: string[] = []
  const part =
    (name: string, more: Partial<Handover> = {}) =>
    async (): Promise<Handover> => {
      said.push(`${name} prepared`)
      return {
        what: [`${name} moved`],
        commit: () => void said.push(`${name} took over`),
        settle: async () => void said.push(`${name} let go`),
        abandon: async () => void said.push(`${name} abandoned`),
        ...more,
      }
    }
  const clock = fakeClock()
  const log = fakeLog()
  const run = (moves: readonly (() => Promise<Handover | undefined>)[]) =>
    handOver({ moves, lead: () => void said.push('rules took over'), clock, log })
  return { said, part, run, clock, log }
}

test('all are prepared before the first takes over, and all took over before the first lets go', async () => {
  const { said, part, run } = parts()

  expect(await run([part('one'), async () => undefined, part('two')])).toEqual({
    what: ['one moved', 'two moved'],
  })
  expect(said).toEqual([
    'one prepared',
    'two prepared',
    'one took over',
    'two took over',
    'rules took over',
    'one let go',
    'two let go',
  ])
})

test('one that cannot lets none of them take over', async () => {
  const { said, part, run } = parts()
  const refuse = async () => {
    throw new Error('no such cluster')
  }

  await expect(run([part('one'), part('two'), refuse, part('three')])).rejects.toThrow('no such')
  expect(said).toEqual(['one prepared', 'two prepared', 'two abandoned', 'one abandoned'])
})

test('one that hangs while it lets go keeps nobody from the next change', async () => {
  const { said, part, run, clock, log } = parts()
  const hangs = part('one', { settle: () => new Promise<void>(() => {}) })
  const done = run([hangs, part('two')])
  await clock.advance(30_000)

  await done
  expect(said).toContain('two let go')
  expect(log.lines).toMatchObject([{ level: 'error' }])
})
