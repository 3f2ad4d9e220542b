import { array, assert, asyncProperty, constantFrom, integer } from 'fast-check'
import { expect, test } from 'vitest'
import { createGate } from '../../src/kube/transport/gate.ts'

const never = new AbortController().signal
const tick = () => new Promise<void>((resolve) => setImmediate(resolve))

test('whoever comes, never more than allowed run at once and everybody gets in', async () => {
  const people = array(constantFrom('ann', 'bob', 'carol'), { maxLength: 40 })

  await assert(
    asyncProperty(integer({ min: 1, max: 5 }), people, async (limit, users) => {
      const gate = createGate(limit, 1000)
      let running = 0
      let most = 0
      const task = async () => {
        most = Math.max(most, ++running)
        await tick()
        running--
      }
      await Promise.all(users.map((user) => gate.run(user, never, task)))
      expect(most).toBeLessThanOrEqual(limit)
    }),
    { numRuns: 50 },
  )
})

test('people take turns however many calls one of them makes', async () => {
  const gate = createGate(1, 1000)
  const order: string[] = []
  const ask = (user: string) =>
    gate.run(user, never, async () => {
      order.push(user)
      await tick()
    })

  await Promise.all(['ann', 'ann', 'ann', 'ann', 'bob', 'bob', 'carol'].map(ask))

  expect(order).toEqual(['ann', 'ann', 'bob', 'carol', 'ann', 'bob', 'ann'])
})

test('who stops waiting leaves the queue, and nobody is stuck behind them', async () => {
  const gate = createGate(1, 2)
  const leave = new AbortController()
  const { promise: done, resolve: finish } = Promise.withResolvers<void>()
  const first = gate.run('ann', never, () => done)
  const second = gate.run('bob', leave.signal, tick)
  const third = gate.run('bob', never, () => Promise.resolve('in'))

  leave.abort(new Error('gone'))
  await expect(second).rejects.toThrow('gone')
  finish()

  expect(await third).toBe('in')
  await first
})

test('a task that fails gives its place to the next', async () => {
  const gate = createGate(1, 10)

  await expect(gate.run('ann', never, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(await gate.run('ann', never, () => Promise.resolve('yes'))).toBe('yes')
})
