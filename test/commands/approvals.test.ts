import { describe, expect, test } from 'vitest'
import { approvals } from '../../commands/approvals.ts'
import type { HeldPlan } from '../../src/core/held/held-plan.ts'
import { askQuery, linesOf, refusal } from '../support/ask-command.ts'
import { fakePlanDesk } from '../support/fake-plan-desk.ts'
import { heldPlan, openPlan } from '../support/held-plans.ts'

const ask = async (words: string, held: Parameters<typeof fakePlanDesk>[0] = {}) => {
  const plans = fakePlanDesk(held)
  const { view } = await askQuery(approvals, words, { desk: { plans } })
  return { view, lines: linesOf(view), words: view.buttons?.map(({ words }) => words), plans }
}

const anna = { userId: 'U3', teamId: 'T1', name: 'Anna', user: 'anna@example.com' }
const theirs = openPlan({
  until: '2026-03-02T10:12:00.000Z',
  votes: [{ voter: anna, choice: 'approve', at: '2026-03-02T09:59:40.000Z', groups: ['platform'] }],
})
const mine = openPlan({ plan: { id: 'bbbbbbbb', command: 'restart' }, state: 'approved' })
const ids = (...plans: readonly HeldPlan[]) => plans.map(({ plan }) => plan.id)

describe('approvals', () => {
  test('shows first what waits for this person, then what of theirs waits', async () => {
    const { lines, words } = await ask('', {
      plans: [theirs, mine],
      shelves: { waiting: ids(theirs), mine: ids(mine) },
    })

    expect(lines).toEqual([
      'waiting for your approval · 1',
      'Plan | What | Who | State | Votes | Until',
      '8f3c21aa | scale deployment/web in shop on prod-eu, replicas 3 → 5 | bob@example.com | waiting | anna@example.com ✓ | in\u00a012\u00a0min',
      'text: Yours:',
      'Plan | What | Who | State | Votes | Until',
      'bbbbbbbb | restart deployment/web in shop on prod-eu, replicas 3 → 5 | bob@example.com | approved |  | ',
    ])
    expect(words).toEqual(['approve 8f3c21aa', 'deny 8f3c21aa', 'approvals 8f3c21aa'])
  })

  test('asks for the reason of a denial in a dialog', async () => {
    const { view } = await ask('', { plans: [theirs], shelves: { mine: [] } })

    expect(view.buttons?.[1]).toMatchObject({ label: 'Deny…', question: { label: 'Why not?' } })
  })

  test('offers to cancel one’s own when nothing else waits', async () => {
    const { lines, words } = await ask('', { plans: [mine], shelves: { waiting: [] } })

    expect(lines[0]).toBe('waiting for your approval · none')
    expect(words).toEqual(['approvals bbbbbbbb', 'cancel bbbbbbbb'])
  })

  test('says nothing more when nothing waits', async () => {
    expect((await ask('')).lines).toEqual(['waiting for your approval · none'])
  })

  test('names the plan on each button when there are several', async () => {
    const two = [theirs, openPlan({ plan: { id: 'cccccccc' } })]
    const { view } = await ask('', { plans: two, shelves: { mine: [] } })

    expect(view.buttons?.map(({ label }) => label)).toContain('Approve cccccccc')
  })

  test('ID shows that plan', async () => {
    expect((await ask('8f3c21aa', { plans: [theirs] })).plans.calls).toEqual(['show 8f3c21aa'])
  })

  test('--mine shows also what is over, after what is not', async () => {
    const over = heldPlan({ plan: { id: 'dddddddd' } })
    const { lines } = await ask('--mine', { plans: [over, mine] })

    expect(lines[0]).toBe('asked for by you · 2')
    expect(lines[2]).toContain('bbbbbbbb')
    expect(lines[3]).toContain('| rolled-out |')
  })

  test('--all shows what others wait for', async () => {
    const { lines } = await ask('--all', { plans: [theirs, mine], shelves: { all: ids(theirs) } })

    expect(lines[0]).toBe('waiting for approval · 1')
  })

  test('takes one list at a time', async () => {
    expect((await refusal(ask('--mine --all'))).code).toBe('two-lists')
    expect((await refusal(ask('8f3c21aa --all'))).code).toBe('two-lists')
  })

  test('refuses what is no id', async () => {
    expect((await refusal(ask('deploy/web'))).code).toBe('bad-argument')
  })
})
