import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readLock } from '../../build/lock/complete.ts'
import { isAllowed, shippedPackages } from '../../build/lock/shipped.ts'

const shipped = shippedPackages(readLock(readFileSync('package-lock.json', 'utf8')))

test('everything that ships is under a licence that it may be shipped under', () => {
  const offenders = shipped.filter(({ license }) => !isAllowed(license))

  expect(shipped.length).toBeGreaterThan(100)
  expect(offenders.map(({ name, license }) => `${name}: ${license}`)).toEqual([])
})

test.each([
  ['GPL-3.0-only', false],
  ['none declared', false],
  ['(MIT OR GPL-3.0-only)', true],
  ['(Apache-2.0 AND BSD-3-Clause)', true],
  ['(MIT AND GPL-3.0-only)', false],
])('%s may be shipped: %s', (license, may) => {
  expect(isAllowed(license)).toBe(may)
})
