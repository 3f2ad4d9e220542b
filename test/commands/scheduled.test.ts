import { expect, test } from 'vitest'
import { scheduled } from '../../commands/scheduled.ts'
import { askQuery, linesOf } from '../support/ask-command.ts'
import { fakePlanDesk } from '../support/fake-plan-desk.ts'
import { openPlan } from '../support/held-plans.ts'

const ask = async (held: Parameters<typeof fakePlanDesk>[0] = {}) => {
  const { view } = await askQuery(scheduled, '', { desk: { plans: fakePlanDesk(held) } })
  return { lines: linesOf(view), words: view.buttons?.map(({ words }) => words) }
}

test('scheduled counts down to each plan, the next first', async () => {
  const later = openPlan({
    plan: { reason: 'quiet hours' },
    state: 'scheduled',
    dueAt: '2026-03-02T20:00:00.000Z',
  })
  const revert = openPlan({
    plan: { id: 'bbbbbbbb' },
    state: 'scheduled',
    dueAt: '2026-03-02T11:30:00.000Z',
    revertOf: 'cccccccc',
  })
  const { lines, words } = await ask({ plans: [later, revert] })

  expect(lines).toEqual([
    'scheduled · 2',
    'Plan | What | Who | When | Why',
    'bbbbbbbb | scale deployment/web in shop on prod-eu, replicas 3 → 5 | bob@example.com | in\u00a01\u00a0h\u00a030\u00a0min | takes back cccccccc',
    '8f3c21aa | scale deployment/web in shop on prod-eu, replicas 3 → 5 | bob@example.com | in\u00a010\u00a0h | quiet hours',
  ])
  expect(words).toEqual(['keep bbbbbbbb', 'extend bbbbbbbb 1h', 'cancel 8f3c21aa'])
})

test('scheduled says how to schedule when there is nothing', async () => {
  const { lines } = await ask()

  expect(lines[0]).toBe('scheduled · none')
  expect(lines[1]).toContain('--at')
})
