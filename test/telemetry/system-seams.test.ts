import { expect, test } from 'vitest'
import { systemClock, systemIds } from '../../src/telemetry/system-seams.ts'

test('short ids are eight letters that can be read aloud', () => {
  const ids = Array.from({ length: 1000 }, () => systemIds.short())

  expect(ids.every((id) => /^[0-9a-hjkmnp-tv-z]{8}$/.test(id))).toBe(true)
  expect(new Set(ids).size).toBe(1000)
})

test('opaque ids carry 128 bits and fit a button', () => {
  expect(systemIds.opaque()).toMatch(/^[\w-]{22}$/)
  expect(systemIds.opaque()).not.toBe(systemIds.opaque())
})

test('sleeping ends at once when the caller gives up, with its reason', async () => {
  const gone = new AbortController()
  const sleeping = systemClock.sleep(60_000, gone.signal)

  gone.abort(new Error('shutting down'))

  await expect(sleeping).rejects.toThrow('shutting down')
  await expect(systemClock.sleep(60_000, gone.signal)).rejects.toThrow('shutting down')
})

test('sleeping ends by itself', async () => {
  const start = systemClock.monotonic()

  await systemClock.sleep(5)

  expect(systemClock.monotonic() - start).toBeGreaterThanOrEqual(4)
})

test('a cancelled timer never fires, and one for next month does not fire today', async () => {
  const fired: string[] = []
  const cancel = systemClock.after(0, () => void fired.push('cancelled'))
  const forget = systemClock.after(40 * 24 * 3600 * 1000, () => void fired.push('next month'))
  cancel()

  await systemClock.sleep(10)
  forget()

  expect(fired).toEqual([])
})
