import { expect, test } from 'vitest'
import { DeniedError } from '../../../src/core/errors.ts'
import { plain, text } from '../../../src/core/text.ts'
import {
  approvalStage,
  asks,
  denies,
  group,
  MINUTE,
  person,
  scalePlan,
  titleOf,
  kindsOf,
} from '../../support/approval-stage.ts'
import { web } from '../../support/web-deployment.ts'

const twoGroups = [group('platform', { approve: 2 }), group('shop-owners')]
const card = 'plan/p1/card'

test('A6: an object that changed voids the votes and is asked about anew, beside the old plan', async () => {
  const stage = approvalStage({ groups: [group('platform', { approve: 2 })] })
  await stage.hold()
  await stage.approve('one')
  stage.world.object = web({ replicas: 4, generation: 8 })

  const answer = await stage.approve('two')

  const old = await stage.found()
  expect(old.state).toBe('void')
  expect(titleOf(stage)).toContain('replicas was 3, is 4 now')
  const anew = await stage.found(old.replacedBy ?? '')
  expect(anew).toMatchObject({ state: 'waiting', replaces: 'p1', votes: [] })
  const shown = JSON.stringify(stage.memory.deliveries.get(`plan/${anew.plan.id}/card`))
  expect(shown).toContain('It was')
  expect(plain(answer.title)).toContain('Your vote was not counted: deployment/web changed')
  expect(kindsOf(stage)).toEqual(['request', 'vote', 'void', 'request'])
})

test.each([
  ['is gone', undefined, 'is no longer there'],
  [
    'was made anew',
    { ...web(), metadata: { ...web().metadata, uid: 'uid-other' } },
    'was deleted and made anew',
  ],
  ['has another spec', web({ generation: 9 }), 'generation 7 → 9'],
])('an object that %s voids the plan', async (_title, object, why) => {
  const stage = approvalStage()
  await stage.hold()
  stage.world.object = object

  await stage.approve('one')

  expect((await stage.found()).state).toBe('void')
  expect(titleOf(stage)).toContain(why)
})

test('who wrote the object last is told where the API server knows', async () => {
  const stage = approvalStage()
  await stage.hold()
  const object = web({ replicas: 4, generation: 8 })
  const managedFields = [{ manager: 'kubectl-scale', time: '2026-03-02T10:01:00Z' }]
  stage.world.object = { ...object, metadata: { ...object.metadata, managedFields } }

  await stage.approve('one')

  expect(titleOf(stage)).toContain('last written by kubectl-scale')
})

test('an owner that changed wants other approvers: the votes are void', async () => {
  const stage = approvalStage()
  await stage.hold()
  stage.world.verdict = asks([group('shop-owners')])

  await stage.approve('one')

  const old = await stage.found()
  expect(old.state).toBe('void')
  expect(await stage.found(old.replacedBy ?? '')).toMatchObject({
    verdict: { requirement: { groups: [{ name: 'shop-owners' }] } },
  })
})

test('a policy that asks for less than before keeps the votes', async () => {
  const stage = approvalStage({ groups: twoGroups })
  await stage.hold()
  await stage.approve('one')
  stage.world.verdict = asks([group('platform')])

  await stage.approve('two')

  expect(await stage.found()).toMatchObject({ state: 'waiting', votes: [{}, {}] })
})

test('groups of the requester that changed void the plan', async () => {
  const stage = approvalStage()
  await stage.hold()
  stage.world.people.set('U-jane', person('jane', { groups: ['devs', 'admins'] }))

  await stage.approve('one')

  expect(titleOf(stage)).toContain('The Kubernetes groups of @U-jane changed')
})

test('a requester who left takes the plan along', async () => {
  const stage = approvalStage()
  await stage.hold()
  stage.world.people.set('U-jane', new DeniedError('deactivated', text`This account is off.`))

  await stage.approve('one')

  expect((await stage.found()).state).toBe('cancelled')
})

test('a freeze that began meanwhile ends it with its rule', async () => {
  const stage = approvalStage()
  await stage.hold()
  stage.world.verdict = denies

  await stage.approve('one')

  expect(titleOf(stage)).toBe('Denied: The policy says no: year-end freeze (rule freeze).')
})

test('what can no longer be asked ends with that reason and words to say it again', async () => {
  const stage = approvalStage()
  await stage.hold()
  stage.world.object = web({ replicas: 4, generation: 8 })
  stage.world.verdict = { kind: 'allow', rule: { name: 'all' }, reason: 'all may' }

  await stage.approve('one')

  expect(await stage.found()).toMatchObject({ state: 'void' })
  expect(titleOf(stage)).toContain('Policy wants no votes for it now')
  expect(stage.memory.deliveries.get(card)?.view.buttons).toEqual([
    { label: 'Ask again', words: 'scale deployment/web 5' },
  ])
})

test('words that mean another object by now are not asked about by themselves', async () => {
  const stage = approvalStage()
  await stage.hold()
  stage.world.object = web({ generation: 9 })
  const { replan } = stage.parts
  stage.parts.replan = async (held, actor) => {
    const again = await replan(held, actor)
    const effects = again.plan.effects.map((effect) => ({
      ...effect,
      target: { ...effect.target, namespace: 'payments' },
    }))
    return { ...again, plan: { ...again.plan, effects } }
  }

  await stage.approve('one')

  expect(await stage.found()).toMatchObject({ state: 'void' })
  expect((await stage.found()).replacedBy).toBeUndefined()
  expect(titleOf(stage)).toContain('The same words mean deployment/web in payments now')
})

test('what the policy wants typed by now is typed first: it is not asked about without', async () => {
  const stage = approvalStage()
  await stage.hold()
  stage.world.object = web({ generation: 9 })
  stage.world.verdict = asks([group('platform')], { confirm: 'object' })

  await stage.approve('one')

  expect(await stage.found()).toMatchObject({ state: 'void' })
  expect(titleOf(stage)).toContain('the policy wants web typed to confirm it')
})

test('asking again means typing what was typed to confirm it', async () => {
  const stage = approvalStage()
  const words = 'scale deployment/web 5 --confirm web'
  await stage.hold('p1', scalePlan('p1', web(), { words }))

  await stage.clock.advance(16 * MINUTE)
  await stage.approvals.expire(await stage.found())

  expect(stage.memory.deliveries.get(card)?.view.buttons).toEqual([
    { label: 'Ask again', words: 'scale deployment/web 5' },
  ])
})
