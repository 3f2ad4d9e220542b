import { expect, test } from 'vitest'
import { breakGlass } from '../../commands/break-glass.ts'

test('break-glass says that it is announced, reviewed, and not above Kubernetes’ own rights', () => {
  expect(breakGlass.kind).toBe('override')
  expect(breakGlass.details).toMatch(/Kubernetes’ own access control still does/)
  expect(breakGlass.details).toMatch(/announced .* review stays open until somebody else closes it/)
})

test('each example of break-glass says why', () => {
  for (const example of breakGlass.examples) expect(example).toContain('--reason "')
})
