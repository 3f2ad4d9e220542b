import { expect, test } from 'vitest'
import { createRepeats } from '../../../src/core/road/repeats.ts'
import { fakeClock } from '../../support/fake-clock.ts'

test('S9: the same change within ten seconds is told when it was begun', async () => {
  const clock = fakeClock()
  const repeats = createRepeats(clock)

  expect(repeats.begin('bob web', 'scale 5')).toBeUndefined()
  await clock.advance(4000)
  expect(repeats.begin('bob web', 'scale 5')).toBe(4000)
  expect(repeats.begin('alice web', 'scale 5')).toBeUndefined()
  await clock.advance(6000)
  expect(repeats.begin('bob web', 'scale 5')).toBeUndefined()
})

test('what came to nothing may be asked again at once', () => {
  const repeats = createRepeats(fakeClock())
  repeats.begin('bob web', 'scale 5')
  repeats.forget('bob web')

  expect(repeats.begin('bob web', 'scale 5')).toBeUndefined()
})

test('three, two and three again are three changes', () => {
  const repeats = createRepeats(fakeClock())
  repeats.begin('bob web', 'scale 3')
  repeats.begin('bob web', 'scale 2')

  expect(repeats.begin('bob web', 'scale 3')).toBeUndefined()
})
