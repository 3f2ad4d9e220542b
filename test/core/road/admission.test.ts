import { expect, test } from 'vitest'
import { UnavailableError } from '../../../src/core/errors.ts'
import { type Admission, createAdmission } from '../../../src/core/road/admission.ts'
import { fakeClock } from '../../support/fake-clock.ts'

const limits = {
  perUser: { burst: 5, perSecond: 1 },
  total: { burst: 12, perSecond: 10 },
}

function ask(admission: Admission, person: string): 'in' | 'told' | 'silence' {
  try {
    return admission.admit(person) === 'admitted' ? 'in' : 'silence'
  } catch (error) {
    if (error instanceof UnavailableError) return 'told'
    throw error
  }
}

test('A13: in a flood of a minute a person is told every ten seconds, not every second', async () => {
  const clock = fakeClock()
  const admission = createAdmission(() => limits, clock)
  const heard = []

  for (let tenth = 0; tenth < 600; tenth++) {
    heard.push(ask(admission, 'bob'))
    await clock.advance(100)
  }

  expect(heard.filter((what) => what === 'told')).toHaveLength(6)
  expect(heard.filter((what) => what === 'in').length).toBeLessThanOrEqual(65)
})

test('A13: everybody together has a limit too', () => {
  const admission = createAdmission(() => limits, fakeClock())
  const people = Array.from({ length: 30 }, (_, i) => `person ${i}`)

  expect(people.filter((person) => ask(admission, person) === 'in')).toHaveLength(12)
})
