import { expect, test } from 'vitest'
import { tracedPlanBook } from '../../../src/app/traced/traced-books.ts'
import type { HeldPlan } from '../../../src/core/held/held-plan.ts'
import { text } from '../../../src/core/text.ts'
import { noTracer, type Origin, type Tracer } from '../../../src/core/tracer.ts'
import { view } from '../../../src/core/view.ts'
import { fakeClock } from '../../support/fake-clock.ts'
import { heldPlan } from '../../support/held-plans.ts'
import { memoryBook } from '../../support/memory-book.ts'

const spanOf = (n: number) => `00-${'a'.repeat(32)}-${String(n).padStart(16, '0')}-01`

/** A book in which each step is made by the request that is named. */
function stage() {
  const book = memoryBook(fakeClock())
  let here: Origin = {}
  const tracer: Tracer = { ...noTracer, here: () => here }
  const traced = tracedPlanBook(book, tracer)
  const commit = async (by: Origin, next: HeldPlan, expected: number | 'new') => {
    here = by
    const told = { key: 'plan/p/card', to: { channelId: 'C1' }, view: view('plain', text`x`) }
    await traced.commit({ plans: [{ expected, next }], records: [], deliveries: [told] })
    const held = await book.find(next.plan.id)
    if (!held) throw new Error('it was not stored')
    return held
  }
  return { book, commit }
}

test('a plan that waits knows which requests led to it, each once, until it is begun', async () => {
  const { commit } = stage()
  const asked = await commit(
    { request: 'r1', trace: spanOf(1) },
    heldPlan({ state: 'waiting' }),
    'new',
  )
  const again = await commit({ request: 'r1', trace: spanOf(2) }, asked, asked.version)
  const voted = await commit({ request: 'r2', trace: spanOf(3) }, again, again.version)
  const begun = await commit(
    { request: 'r1', trace: spanOf(4) },
    { ...voted, state: 'executing' },
    voted.version,
  )

  expect(begun.origins).toEqual([
    { request: 'r1', trace: spanOf(1) },
    { request: 'r2', trace: spanOf(3) },
  ])
})

test('a message knows the work that has it to say', async () => {
  const { commit, book } = stage()
  await commit({ request: 'r1' }, heldPlan({ state: 'waiting' }), 'new')

  expect(book.deliveries.get('plan/p/card')?.origin).toEqual({ request: 'r1' })
})
