import { expect, test } from 'vitest'
import { reviews } from '../../commands/reviews.ts'
import { askQuery, linesOf } from '../support/ask-command.ts'
import { fakePlanDesk } from '../support/fake-plan-desk.ts'
import { heldPlan } from '../support/held-plans.ts'

test('reviews shows who broke the glass, for what and why, and offers to close each', async () => {
  const used = heldPlan({ plan: { reason: 'incident 4711' }, review: { state: 'open' } })
  const { view } = await askQuery(reviews, '', { desk: { plans: fakePlanDesk({ plans: [used] }) } })

  expect(view.tone).toBe('attention')
  expect(linesOf(view)).toEqual([
    'open reviews · 1',
    'Plan | What | Who | Why | When',
    '8f3c21aa | scale deployment/web in shop on prod-eu, replicas 3 → 5 | bob@example.com | incident 4711 | 1\u00a0min\u00a0ago',
  ])
  expect(view.buttons).toMatchObject([
    { label: 'Close review…', words: 'review 8f3c21aa', question: { submit: 'Close' } },
    { words: 'approvals 8f3c21aa' },
  ])
})

test('reviews says when all are closed', async () => {
  expect(linesOf((await askQuery(reviews, '')).view)).toEqual(['open reviews · none'])
})
