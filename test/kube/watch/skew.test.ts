import { expect, test } from 'vitest'
import { createSkew } from '../../../src/kube/watch/skew.ts'
import { fakeClock } from '../../support/fake-clock.ts'

/** An answer that took a while, from a server whose clock is `off` ms ahead of ours. */
async function measured({ off, takes }: { readonly off: number; readonly takes: number }) {
  const clock = fakeClock()
  const skew = createSkew(clock)
  const asking = skew.measure(async () => {
    const at = new Date(Math.floor((clock.now().getTime() + off) / 1000) * 1000)
    await clock.sleep(takes)
    return { at }
  })
  await clock.advance(takes)
  await asking
  return skew.ahead()
}

test('clocks that agree are not taken to differ, however long an answer takes', async () => {
  expect(await measured({ off: 0, takes: 100 })).toBe(0)
  expect(await measured({ off: 0, takes: 50_000 })).toBe(0)
  expect(await measured({ off: 700, takes: 20 })).toBe(0)
})

test('what a clock surely differs by is measured, both ways', async () => {
  expect(await measured({ off: 60_000, takes: 1_000 })).toBe(-59_000)
  expect(await measured({ off: -60_000, takes: 1_000 })).toBe(59_000)
})

test('an answer that names no time says nothing', async () => {
  const skew = createSkew(fakeClock())
  await skew.measure(async () => ({}))

  expect(skew.ahead()).toBeUndefined()
})
