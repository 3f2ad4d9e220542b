import { expect, test } from 'vitest'
import { isReadOnlyBy } from '../../src/config/read-only-mount.ts'

const MOUNTS = `
22 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw
31 22 0:41 / /etc/deckwatch/secrets ro,relatime - tmpfs tmpfs rw,size=1024k
32 22 0:42 / /var/lib/deck\\040watch rw - ext4 /dev/sdb rw
33 31 0:43 / /etc/deckwatch/secrets/own rw - tmpfs tmpfs rw
`

test.each([
  ['/etc/deckwatch/secrets/..data/TOKEN', true],
  ['/etc/deckwatch/secrets2/TOKEN', false],
  ['/etc/deckwatch/secrets/own/TOKEN', false],
  ['/var/lib/deck watch/TOKEN', false],
  ['/TOKEN', false],
])('the nearest mount says whether nobody can write to %s', (file, isReadOnly) => {
  expect(isReadOnlyBy(MOUNTS, file)).toBe(isReadOnly)
})

test('where the system tells nothing, nothing counts as read-only', () => {
  expect(isReadOnlyBy('', '/etc/TOKEN')).toBe(false)
})
