import { expect, test } from 'vitest'
import { advance, type PlanEvent } from '../../../src/core/approvals/plan-steps.ts'
import type { HeldPlan, HeldState, Vote } from '../../../src/core/held/held-plan.ts'
import { text } from '../../../src/core/text.ts'
import { asks, group, MINUTE, scalePlan } from '../../support/approval-stage.ts'

const start = new Date('2026-03-02T10:00:00.000Z')
const after = (minutes: number) => new Date(start.getTime() + minutes * MINUTE)

const held = (state: HeldState, given: Partial<HeldPlan> = {}): HeldPlan => ({
  plan: scalePlan('p1'),
  state,
  version: 1,
  place: { teamId: 'T1', channelId: 'C1', kind: 'channel' },
  environment: 'production',
  production: true,
  verdict: asks([group('platform')]),
  votes: [],
  createdAt: start.toISOString(),
  updatedAt: start.toISOString(),
  until: after(15).toISOString(),
  ...given,
})

const voter = { userId: 'U-one', teamId: 'T1', name: 'one', user: 'one@k8s' }
const yes: Vote = { voter, choice: 'approve', at: start.toISOString(), groups: ['platform'] }
const no: Vote = { ...yes, choice: 'deny', reason: 'no' }
const approve: PlanEvent = { kind: 'vote', vote: yes, others: [] }
const deny: PlanEvent = { kind: 'vote', vote: no, others: [] }
const own: PlanEvent = {
  kind: 'vote',
  vote: { ...yes, voter: { ...voter, user: 'jane@k8s' } },
  others: [],
}
const close = (as: 'denied' | 'cancelled' | 'expired' | 'void'): PlanEvent => ({
  kind: 'close',
  as,
  why: text`so`,
})
const lapse: PlanEvent = { kind: 'recount', votes: [{ ...yes, groups: [] }] }
const stand: PlanEvent = { kind: 'recount', votes: [yes] }
const postpone: PlanEvent = { kind: 'postpone', byMs: MINUTE }
const due = { dueAt: after(10).toISOString() }

test.each<readonly [HeldPlan, PlanEvent, number, HeldState | 'refused']>([
  [held('waiting'), approve, 1, 'approved'],
  [held('waiting'), deny, 1, 'denied'],
  [held('waiting'), own, 1, 'refused'],
  [held('waiting'), approve, 15, 'refused'],
  [held('approved'), approve, 1, 'refused'],
  [held('scheduled'), approve, 1, 'refused'],
  [held('executing'), deny, 1, 'refused'],
  [held('denied'), approve, 1, 'refused'],
  [held('void'), approve, 1, 'refused'],
  [held('waiting'), close('expired'), 14, 'refused'],
  [held('waiting'), close('expired'), 15, 'expired'],
  [held('approved'), close('expired'), 20, 'expired'],
  [held('scheduled'), close('cancelled'), 1, 'cancelled'],
  [held('approved'), close('void'), 1, 'void'],
  [held('executing'), close('cancelled'), 1, 'refused'],
  [held('ended'), close('cancelled'), 1, 'refused'],
  [held('expired'), close('void'), 1, 'refused'],
  [held('cancelled'), close('denied'), 1, 'refused'],
  [held('approved'), lapse, 1, 'waiting'],
  [held('approved'), stand, 1, 'approved'],
  [held('scheduled', due), lapse, 1, 'waiting'],
  [held('waiting'), stand, 1, 'refused'],
  [held('scheduled', { ...due, revertOf: 'c1' }), postpone, 1, 'scheduled'],
  [held('scheduled', due), postpone, 1, 'refused'],
  [held('void', { ...due, revertOf: 'c1' }), postpone, 1, 'refused'],
])('%#: a step of the machine leads where it should', (from, event, minutes, to) => {
  const advanced = advance(from, event, after(minutes))

  expect(advanced.kind === 'next' ? advanced.next.state : advanced.kind).toBe(to)
})

test('what became approved may be begun for as long as policy says, counted from the vote', () => {
  const advanced = advance(held('waiting'), approve, after(3))

  expect(advanced).toMatchObject({ next: { until: after(8).toISOString() } })
})

test('what lost its votes waits no longer than it would have', () => {
  const advanced = advance(held('approved', { until: after(99).toISOString() }), lapse, after(3))

  expect(advanced).toMatchObject({ next: { until: after(15).toISOString() } })
})

test('whoever denied it is named, also when somebody else’s approval makes their denial count again', () => {
  const other = { userId: 'U-two', teamId: 'T1', name: 'two', user: 'two@k8s' }
  const vote: PlanEvent = { kind: 'vote', vote: { ...yes, voter: other }, others: [no] }

  expect(advance(held('waiting'), vote, after(1))).toMatchObject({
    next: { state: 'denied', closed: { by: { userId: 'U-one' }, why: text`no` } },
  })
})
