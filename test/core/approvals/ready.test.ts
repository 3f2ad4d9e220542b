import { expect, test } from 'vitest'
import { DeniedError, UnavailableError } from '../../../src/core/errors.ts'
import type { HeldPlan } from '../../../src/core/held/held-plan.ts'
import { plain, text } from '../../../src/core/text.ts'
import type { Verdict } from '../../../src/core/verdict.ts'
import {
  allows,
  approvalStage,
  asks,
  denies,
  group,
  MINUTE,
  person,
  scalePlan,
} from '../../support/approval-stage.ts'
import { web } from '../../support/web-deployment.ts'

type Stage = ReturnType<typeof approvalStage>

async function approved(): Promise<Stage> {
  const stage = approvalStage()
  await stage.hold()
  await stage.approve('one')
  return stage
}

const titleOf = (stage: Stage, id = 'p1'): string =>
  plain(stage.memory.deliveries.get(`plan/${id}/card`)?.view.title ?? [])

async function put(stage: Stage, given: Partial<HeldPlan>): Promise<void> {
  const other = approvalStage()
  await other.hold('p1', scalePlan('p1'))
  const held = { ...(await other.found()), verdict: allows, ...given }
  await stage.book.commit({ plans: [{ expected: 'new', next: held }], records: [], deliveries: [] })
}

test('an approved plan that is still as it was goes, as the requester', async () => {
  const stage = await approved()

  const ready = await stage.ready()

  expect(ready).toMatchObject({ kind: 'go', actor: { user: 'jane@k8s' } })
})

test('A8: an approver who lost the group sends it back to wait for votes', async () => {
  const stage = await approved()
  stage.world.people.set('U-one', person('one'))

  expect(await stage.ready()).toEqual({ kind: 'stopped' })

  expect((await stage.found()).state).toBe('waiting')
  expect(titleOf(stage)).toContain('Needs 1 of platform')
  await stage.approve('two')
  expect((await stage.found()).state).toBe('approved')
})

test('A8: a requester who lost the right in Kubernetes is refused', async () => {
  const stage = await approved()
  stage.world.forbidden = ['patch deployments']

  expect(await stage.ready()).toEqual({ kind: 'stopped' })

  expect(titleOf(stage)).toContain('Denied: Kubernetes says no')
})

test('a requester who left is told on the card', async () => {
  const stage = await approved()
  stage.world.people.set('U-jane', new DeniedError('deactivated', text`This account is off.`))

  await stage.ready()

  expect((await stage.found()).state).toBe('cancelled')
})

test('a freeze after the vote stops it', async () => {
  const stage = await approved()
  stage.world.verdict = denies

  await stage.ready()

  expect(titleOf(stage)).toContain('year-end freeze (rule freeze)')
})

test('an object that changed after the vote asks again', async () => {
  const stage = await approved()
  stage.world.object = web({ replicas: 4, generation: 8 })

  await stage.ready()

  const old = await stage.found()
  expect(old.state).toBe('void')
  expect(await stage.found(old.replacedBy ?? '')).toMatchObject({ state: 'waiting', votes: [] })
})

test('while something cannot be known nothing is decided', async () => {
  const stage = await approved()
  stage.world.directoryAway = new UnavailableError('slack-away', text`Slack is away.`)

  await expect(stage.ready()).rejects.toBeInstanceOf(UnavailableError)
  expect((await stage.found()).state).toBe('approved')
})

test('an approval that was not used in time expires, and a clock set back revives nothing', async () => {
  const stage = await approved()
  await stage.clock.advance(6 * MINUTE)

  await stage.approvals.expire(await stage.found())
  stage.parts.book.now = async () => new Date(0)

  expect((await stage.found()).state).toBe('expired')
  expect(await stage.ready()).toEqual({ kind: 'stopped' })
})

test('what still has time does not expire', async () => {
  const stage = approvalStage()
  await stage.hold()

  await stage.approvals.expire(await stage.found())

  expect((await stage.found()).state).toBe('waiting')
})

const soon = '2026-03-02T10:00:00.000Z'

test('a scheduled plan without votes goes although other fields of the spec changed', async () => {
  const stage = approvalStage()
  stage.world.verdict = allows
  await put(stage, { state: 'scheduled', dueAt: soon, plan: scalePlan('p1', web(), { at: soon }) })
  stage.world.object = web({ generation: 12 })

  expect(await stage.ready()).toMatchObject({ kind: 'go' })
})

test('a scheduled plan whose object drifted is void, with the words to do it now', async () => {
  const stage = approvalStage()
  stage.world.verdict = allows
  const words = 'scale deployment/web 5 --at 10:00 -n shop'
  const plan = scalePlan('p1', web(), { at: soon, words })
  await put(stage, { state: 'scheduled', dueAt: soon, plan })
  stage.world.object = web({ replicas: 4 })

  await stage.ready()

  expect(titleOf(stage)).toContain('replicas was 3, is 4 now')
  expect(stage.memory.deliveries.get('plan/p1/card')?.view.buttons).toEqual([
    { label: 'Do it now', words: 'scale deployment/web 5 -n shop' },
  ])
})

test('a scheduled plan that is not due yet is left alone', async () => {
  const stage = approvalStage()
  await put(stage, { state: 'scheduled', dueAt: '2026-03-02T11:00:00.000Z' })

  expect(await stage.ready()).toEqual({ kind: 'stopped' })
  expect((await stage.found()).state).toBe('scheduled')
})

test('a revert goes although policy would ask, and not when it denies', async () => {
  const stage = approvalStage()
  await put(stage, { state: 'scheduled', dueAt: soon, revertOf: 'change-1' })

  expect(await stage.ready()).toMatchObject({ kind: 'go' })
  stage.world.verdict = denies
  expect(await stage.ready()).toEqual({ kind: 'stopped' })

  expect(stage.memory.deliveries.get('plan/p1/card')?.view.buttons).toEqual([
    { label: 'Revert now', words: 'undo change-1' },
  ])
})

const temporary = async (verdict: Verdict = allows) => {
  const stage = approvalStage({ groups: [group('platform')] })
  const plan = scalePlan('c1', web(), { forMs: 60 * MINUTE })
  const outcome = { kind: 'rolled-out', at: soon, auditIds: [] }
  const change = { plan, verdict, outcome, state: 'ended' } as const
  await put(stage, { ...change, revertId: 'p1', until: '2026-03-02T12:00:00.000Z' })
  await put(stage, {
    state: 'scheduled',
    dueAt: '2026-03-02T11:00:00.000Z',
    until: '2026-03-02T12:00:00.000Z',
    revertOf: 'c1',
  })
  return stage
}

test('a temporary change is extended by either id, within what policy allows', async () => {
  const stage = await temporary()
  const desk = await stage.desk('jane')

  await desk.extend('c1', 60 * MINUTE)
  const view = await desk.extend('p1', 60 * MINUTE)

  expect((await stage.found()).dueAt).toBe('2026-03-02T13:00:00.000Z')
  expect(plain(view.title)).toContain('goes back to replicas 5 2026-03-02T13:00')
  const shown = JSON.stringify(stage.memory.deliveries.get('plan/c1/card')?.view)
  expect(shown).toContain('2026-03-02T13:00')
  await expect(desk.extend('c1', 61 * MINUTE)).rejects.toMatchObject({ code: 'extends-too-far' })
})

test('only the requester, or somebody who may do the same alone, keeps or extends it', async () => {
  const stage = await temporary()
  const desk = await stage.desk('one')

  await expect(desk.keep('c1')).rejects.toMatchObject({ code: 'not-your-plan' })
  stage.world.verdict = allows
  await desk.keep('c1')

  expect((await stage.found()).state).toBe('cancelled')
  const labels = stage.memory.deliveries
    .get('plan/c1/card')
    ?.view.buttons?.map(({ label }) => label)
  expect(labels).toEqual(['Undo: replicas back to 3'])
  await expect(desk.extend('c1', MINUTE)).rejects.toMatchObject({ code: 'already-decided' })
})

test('A5: what was approved for an hour is not kept or extended by its requester alone', async () => {
  const stage = await temporary(asks([group('platform')]))
  const jane = await stage.desk('jane')

  for (const attempt of [
    () => jane.keep('c1'),
    () => jane.extend('p1', MINUTE),
    () => jane.cancel('p1', undefined),
  ]) {
    await expect(attempt()).rejects.toMatchObject({ code: 'self-approval' })
  }
  await expect((await stage.desk('stranger')).keep('c1')).rejects.toMatchObject({
    code: 'not-your-plan',
  })
  expect((await stage.found()).state).toBe('scheduled')
  await (await stage.desk('one')).extend('c1', 60 * MINUTE)
  expect((await stage.found()).dueAt).toBe('2026-03-02T12:00:00.000Z')
})

test('a change whose requester left is not taken back, and whoever may is offered to do it', async () => {
  const stage = approvalStage()
  await put(stage, { state: 'scheduled', dueAt: soon, revertOf: 'change-1' })
  stage.world.people.set('U-jane', new DeniedError('deactivated', text`Deactivated.`))

  expect(await stage.ready()).toEqual({ kind: 'stopped' })

  const card = stage.memory.deliveries.get('plan/p1/card')?.view
  expect(card?.tone).toBe('attention')
  expect(card?.buttons).toEqual([{ label: 'Revert now', words: 'undo change-1' }])
})

test('cancelling a revert keeps the change', async () => {
  const stage = await temporary()

  await (await stage.desk('jane')).cancel('p1', undefined)

  expect(titleOf(stage)).toContain('the temporary change stays')
})

test('A16: the review of break-glass is closed by a listed person who did not use it, with a note', async () => {
  const breakGlass = {
    mayUse: () => true,
    mayReview: ({ userId }: { userId: string }) => userId !== 'U-two',
    reviewers: [],
    channel: 'C-alarm',
    minReason: 10,
  }
  const stage = approvalStage({ judge: { breakGlass } })
  await put(stage, { state: 'ended', review: { state: 'open' } })
  const close = async (name: string, note: string) =>
    (await stage.desk(name)).closeReview('p1', note)

  await expect(close('jane', 'fine')).rejects.toMatchObject({ code: 'not-a-reviewer' })
  await expect(close('two', 'fine')).rejects.toMatchObject({ code: 'not-a-reviewer' })
  await expect(close('one', ' ')).rejects.toMatchObject({ code: 'needs-reason' })
  await close('one', 'was right')

  expect((await stage.found()).review).toMatchObject({ state: 'closed', note: 'was right' })
  expect(stage.memory.records).toMatchObject([{ kind: 'review', actor: { user: 'one@k8s' } }])
  await expect(close('three', 'again')).rejects.toMatchObject({ code: 'no-open-review' })
})

test('once its review is closed, the card of the change says so', async () => {
  const breakGlass = {
    mayUse: () => true,
    mayReview: () => true,
    reviewers: [],
    channel: 'C-alarm',
    minReason: 10,
  }
  const stage = approvalStage({ judge: { breakGlass } })
  const outcome = { kind: 'rolled-out', at: '2026-03-02T10:00:00.000Z', auditIds: [] }
  await put(stage, { state: 'ended', review: { state: 'open' }, outcome })

  await (await stage.desk('one')).closeReview('p1', 'was right')

  const card = stage.memory.deliveries.get('plan/p1/card')
  const said = card?.view.parts.map((part) => (part.part === 'text' ? plain(part.text) : ''))
  expect(said).toContain('Around the policy (break-glass); its review is closed.')
})
