import { expect, test } from 'vitest'
import { createVirtualClock } from '../../../src/app/replay/virtual-clock.ts'

const START = new Date('2026-03-02T10:00:00Z')
const after = (ms: number) => new Date(START.getTime() + ms)

test('what falls due happens in order, at its time, with all that it brings about', async () => {
  const clock = createVirtualClock(START)
  const happened: string[] = []
  const note = (what: string) => happened.push(`${what} ${clock.monotonic()}`)
  clock.after(300, () => note('late'))
  const cancel = clock.after(200, () => note('never'))
  const wake = async () => {
    await clock.sleep(100)
    note('woken')
    cancel()
    await clock.sleep(100)
    note('again')
  }
  const waking = wake()

  await clock.advanceTo(after(250))
  await waking
  expect(happened).toEqual(['woken 100', 'again 200'])
  expect(clock.now()).toEqual(after(250))

  await clock.advanceTo(after(400))
  expect(happened.at(-1)).toBe('late 300')
})

test('time never goes back', async () => {
  const clock = createVirtualClock(START)
  await clock.advanceTo(after(1000))
  await clock.advanceTo(after(500))

  expect(clock.monotonic()).toBe(1000)
})

test('who stops waiting is told so', async () => {
  const clock = createVirtualClock(START)
  const stopping = new AbortController()
  const waiting = clock.sleep(1000, stopping.signal)
  stopping.abort(new Error('stopping'))

  await expect(waiting).rejects.toThrow('stopping')
  await expect(clock.sleep(1, stopping.signal)).rejects.toThrow('stopping')
})
