import { expect, test } from 'vitest'
import { createRepeats } from '../../../src/core/road/repeats.ts'
import { fakeClock } from '../../support/fake-clock.ts'

test('S9: the same change within ten seconds is told when it was begun', async () => {
  const clock = fakeClock()
  const repeats = createRepeats(clock)

  expect(repeats.begin('bob scale web 5')).toBeUndefined()
  await clock.advance(4000)
  expect(repeats.begin('bob scale web 5')).toBe(4000)
  expect(repeats.begin('alice scale web 5')).toBeUndefined()
  await clock.advance(6000)
  expect(repeats.begin('bob scale web 5')).toBeUndefined()
})

test('what came to nothing may be asked again at once', () => {
  const repeats = createRepeats(fakeClock())
  repeats.begin('bob scale web 5')
  repeats.forget('bob scale web 5')

  expect(repeats.begin('bob scale web 5')).toBeUndefined()
})
