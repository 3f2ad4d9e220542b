import { expect, test } from 'vitest'
import { withoutFlags } from '../../../src/core/words/without-flags.ts'

test.each([
  ['scale deploy/web 0 --confirm web', 'scale deploy/web 0'],
  [
    'scale deploy/web 0 --confirm=web --reason "sale, all of it"',
    'scale deploy/web 0 --reason "sale, all of it"',
  ],
  ['scale deploy/web 0 —confirm “web”', 'scale deploy/web 0'],
  ['scale --at "tomorrow night" deploy/web 0 --at 02:00', 'scale deploy/web 0'],
  [
    'label deploy/web "note=take --at 5 of --confirm them"',
    'label deploy/web "note=take --at 5 of --confirm them"',
  ],
  ['label deploy/web -- --at=5', 'label deploy/web -- --at=5'],
])('“%s” is said again as “%s”', (words, again) => {
  expect(withoutFlags(words, ['--at', '--confirm'])).toBe(again)
})
