import { expect, test } from 'vitest'
import { DeniedError, UnavailableError } from '../../../src/core/errors.ts'
import { plain, text } from '../../../src/core/text.ts'
import {
  approvalStage,
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

test('a held plan shows its card and asks the approvers once, never the requester', async () => {
  const stage = approvalStage()
  stage.world.people.set('U-jane', person('jane', { roles: ['platform'] }))

  const answer = await stage.hold()

  expect(plain(answer.title)).toContain('This needs approval: 1 of platform')
  expect([...stage.memory.deliveries.keys()]).toEqual([
    card,
    'plan/p1/dm/U-one',
    'plan/p1/dm/U-two',
    'plan/p1/dm/U-three',
  ])
  expect(kindsOf(stage)).toEqual(['request'])
  expect(titleOf(stage)).toContain('Needs 1 of platform')
})

test('the same saying delivered twice holds one plan', async () => {
  const stage = approvalStage()
  const by = await heldElsewhere()
  stage.parts.book.commit = async () => ({ kind: 'repeated', by })

  await expect(stage.hold()).rejects.toMatchObject({ code: 'already-running' })
})

async function heldElsewhere() {
  const other = approvalStage()
  await other.hold()
  return other.found()
}

test('a voter hears what is still needed, and who votes last that it is decided', async () => {
  const stage = approvalStage({ groups: twoGroups })
  await stage.hold()
  const said = async (name: string) => plain((await stage.approve(name)).title)

  expect(await said('one')).toContain('Still needed: 1 of platform and 1 of shop-owners.')
  expect(await said('owner')).toContain('Still needed: 1 of platform.')
  expect(await said('two')).toContain('Your vote decided plan p1: it is approved by ')
})

test('what the requester is told in the thread is short', async () => {
  const stage = approvalStage()
  await stage.hold()
  await stage.approve('one')

  const { view } = stage.memory.deliveries.get('plan/p1/requester') ?? {}
  expect(view?.parts.filter(({ part }) => part === 'fields')).toEqual([])
})

test('two of one group and one of another approve it, and the keeper is woken', async () => {
  const stage = approvalStage({ groups: twoGroups })
  await stage.hold()

  await stage.approve('one')
  await stage.approve('owner')
  expect((await stage.found()).state).toBe('waiting')
  expect(stage.woken).toHaveLength(0)
  await stage.approve('two')

  const held = await stage.found()
  expect(held.state).toBe('approved')
  expect(stage.woken).toHaveLength(1)
  expect(kindsOf(stage)).toEqual(['request', 'vote', 'vote', 'vote', 'approved'])
  expect(titleOf(stage)).toBe('Approved by @U-one, @U-owner, @U-two · begins now')
  expect(titleOf(stage, 'plan/p1/requester')).toContain('Approved by')
  expect(stage.memory.deliveries.get('plan/p1/dm/U-one')?.view.buttons).not.toContainEqual(
    expect.objectContaining({ label: 'Approve' }),
  )
})

test('each record has the request that led to it, and the plan it is about', async () => {
  const stage = approvalStage({ groups: [group('platform', { approve: 2 })] })
  await stage.hold()
  await stage.approve('one')
  await stage.approve('two')

  expect(stage.memory.records.map(({ kind, request, plan }) => [kind, request, plan?.id])).toEqual([
    ['request', 'r-p1', 'p1'],
    ['vote', 'r-one', 'p1'],
    ['vote', 'r-two', 'p1'],
    ['decision', 'r-two', 'p1'],
  ])
})

test('what is cancelled has the request that cancelled it, what expires that of its plan, what is refused its own', async () => {
  const stage = approvalStage()
  await stage.hold('p1')
  await stage.hold('p2', scalePlan('p2', web()))
  await expect(stage.approve('stranger')).rejects.toMatchObject({ code: 'not-an-approver' })
  await (await stage.desk('jane')).cancel('p1', undefined)
  await stage.clock.advance(16 * MINUTE)
  await stage.approvals.expire(await stage.found('p2'))

  expect(stage.refusals).toMatchObject([{ request: 'r-stranger', plan: { id: 'p1' } }])
  const decisions = stage.memory.records.filter(({ kind }) => kind === 'decision')
  expect(decisions.map(({ decision, request }) => [decision, request])).toEqual([
    ['cancelled', 'r-jane'],
    ['expired', 'r-p2'],
  ])
})

test('A4: somebody who may not decide is refused, told whom it needs, and put on record', async () => {
  const stage = approvalStage()
  await stage.hold()

  const refused = stage.approve('stranger')

  await expect(refused).rejects.toMatchObject({ code: 'not-an-approver' })
  await expect(refused).rejects.toThrow('It needs 1 of platform')
  expect(stage.refusals).toMatchObject([
    { kind: 'refusal', command: 'approve', actor: { user: 'stranger@k8s' } },
  ])
  expect((await stage.found()).votes).toEqual([])
})

test('A4: the vote of somebody who became a guest meanwhile does not count, and the card says so', async () => {
  const stage = approvalStage({ groups: [group('platform', { approve: 2 })] })
  await stage.hold()
  await stage.approve('one')
  stage.world.people.set('U-one', new DeniedError('guest-refused', text`Guests may not.`))

  await stage.approve('two')

  expect((await stage.found()).state).toBe('waiting')
  expect(JSON.stringify(stage.memory.deliveries.get(card))).toContain('Not counted any more')
})

test('A5: nobody approves their own request, not even with a second Slack account', async () => {
  const stage = approvalStage()
  stage.world.people.set('U-jane', person('jane', { roles: ['platform'] }))
  stage.world.people.set('U-jane2', person('jane2', { user: 'jane@k8s', roles: ['platform'] }))
  await stage.hold()

  await expect(stage.approve('jane')).rejects.toMatchObject({ code: 'self-approval' })
  await expect(stage.approve('jane2')).rejects.toMatchObject({ code: 'self-approval' })

  expect(stage.refusals).toHaveLength(2)
  expect((await stage.found()).state).toBe('waiting')
})

test('A5: the requester, mapped to another Kubernetes user meanwhile, is still the requester', async () => {
  const stage = approvalStage()
  await stage.hold()
  stage.world.people.set('U-jane', person('jane', { user: 'new@k8s', roles: ['platform'] }))

  await expect(stage.approve('jane')).rejects.toMatchObject({ code: 'self-approval' })
})

test('two Slack accounts of one person are one vote', async () => {
  const stage = approvalStage({ groups: [group('platform', { approve: 2 })] })
  stage.world.people.set('U-one2', person('one2', { user: 'one@k8s', roles: ['platform'] }))
  await stage.hold()

  await stage.approve('one')
  await stage.approve('one2')

  expect(await stage.found()).toMatchObject({
    state: 'waiting',
    votes: [{ voter: { userId: 'U-one2' } }],
  })
})

test('a vote can be changed until it is decided', async () => {
  const stage = approvalStage({ groups: [group('platform', { approve: 2, deny: 2 })] })
  await stage.hold()

  await stage.approve('one')
  await stage.deny('one')

  expect(await stage.found()).toMatchObject({ state: 'waiting', votes: [{ choice: 'deny' }] })
})

test('a denial ends it and says why', async () => {
  const stage = approvalStage()
  await stage.hold()

  await stage.deny('one')

  expect((await stage.found()).state).toBe('denied')
  expect(titleOf(stage)).toBe('Denied by @U-one: not now')
  expect(titleOf(stage, 'plan/p1/requester')).toBe('Denied by @U-one: not now')
  await expect(stage.approve('two')).rejects.toThrow('already denied by @U-one')
})

test('a denial without a reason is asked for one', async () => {
  const stage = approvalStage()
  await stage.hold()

  const denied = (await stage.desk('one')).vote('p1', 'deny', '  ')

  await expect(denied).rejects.toMatchObject({ code: 'needs-reason' })
})

test('A6: fifty clicks at once are one vote and one decision', async () => {
  const stage = approvalStage()
  await stage.hold()

  const clicks = await Promise.allSettled(Array.from({ length: 50 }, () => stage.approve('one')))

  expect(clicks.every(({ status }) => status === 'fulfilled')).toBe(true)
  expect(kindsOf(stage)).toEqual(['request', 'vote', 'approved'])
  expect(stage.woken).toHaveLength(1)
})

test('A6: a late vote changes nothing and is told who approved', async () => {
  const stage = approvalStage()
  await stage.hold()
  await stage.approve('one')

  await expect(stage.approve('two')).rejects.toThrow('was already approved by @U-one')
  await expect(stage.deny('three')).rejects.toThrow('was already approved by @U-one')

  expect((await stage.found()).votes).toHaveLength(1)
})

test('A6: a vote after the time is over ends the plan instead', async () => {
  const stage = approvalStage()
  await stage.hold()
  await stage.clock.advance(16 * MINUTE)

  const answer = await stage.approve('one')

  expect(plain(answer.title)).toContain('Your vote was not counted')
  expect(await stage.found()).toMatchObject({ state: 'expired', votes: [] })
  await expect(stage.approve('two')).rejects.toThrow('expired')
})

test('while the directory is away nothing is decided', async () => {
  const stage = approvalStage({ groups: [group('platform', { approve: 2 })] })
  await stage.hold()
  await stage.approve('one')
  const desk = await stage.desk('two')
  stage.world.directoryAway = new UnavailableError('slack-away', text`Slack is away.`)

  await expect(desk.vote('p1', 'approve', undefined)).rejects.toBeInstanceOf(UnavailableError)

  stage.world.directoryAway = undefined
  expect((await stage.found()).votes).toHaveLength(1)
})

test('while the store is away nothing is decided and nothing told', async () => {
  const stage = approvalStage()
  await stage.hold()
  const told = stage.memory.told.length
  stage.memory.away = true

  await expect(stage.approve('one')).rejects.toBeInstanceOf(UnavailableError)

  expect(stage.memory.told).toHaveLength(told)
  expect(stage.woken).toHaveLength(0)
})

test('a vote that others keep overtaking gives up in words', async () => {
  const stage = approvalStage()
  await stage.hold()
  stage.parts.book.commit = async () => ({ kind: 'stale' })

  await expect(stage.approve('one')).rejects.toMatchObject({ code: 'plan-contended' })
})

test('nobody learns of a plan that is none of their business', async () => {
  const stage = approvalStage()
  await stage.hold()
  const elsewhere = { place: { teamId: 'T1', channelId: 'C9', kind: 'channel' } } as const
  const desk = await stage.desk('stranger', elsewhere)

  await expect(desk.find('p1')).rejects.toMatchObject({ code: 'no-such-plan' })
  await expect(desk.show('p1')).rejects.toMatchObject({ code: 'no-such-plan' })
  await expect(desk.vote('p1', 'approve', undefined)).rejects.toMatchObject({
    code: 'no-such-plan',
  })
  await expect(desk.cancel('p1', undefined)).rejects.toMatchObject({ code: 'no-such-plan' })
  expect(await desk.list('all')).toEqual([])
})

test('approvals lists what waits for me, what is mine, and all that I may see', async () => {
  const stage = approvalStage()
  await stage.hold()
  const ids = async (name: string, shelf: 'waiting' | 'mine' | 'all') =>
    (await (await stage.desk(name)).list(shelf)).map(({ plan }) => plan.id)

  expect(await ids('one', 'waiting')).toEqual(['p1'])
  expect(await ids('one', 'mine')).toEqual([])
  expect(await ids('jane', 'waiting')).toEqual([])
  expect(await ids('jane', 'mine')).toEqual(['p1'])
  expect(await ids('owner', 'all')).toEqual([])
  stage.world.could = true
  expect(await ids('owner', 'all')).toEqual(['p1'])
})

test('with a moment of its own it is scheduled once it is approved', async () => {
  const stage = approvalStage()
  const at = '2026-03-02T10:10:00.000Z'
  await stage.hold('p1', scalePlan('p1', web(), { at, words: 'scale deployment/web 5 --at 10:10' }))

  await stage.approve('one')

  expect(await stage.found()).toMatchObject({ state: 'scheduled', dueAt: at })
  expect(kindsOf(stage)).toEqual(['request', 'vote', 'approved'])
  expect(titleOf(stage)).toContain('Scheduled: begins 2026-03-02T10:10')
})

test('A12: hostile words stay plain text on the card', async () => {
  const stage = approvalStage()
  const reason = '<!channel> *Approved by @cto* <https://x|y>'
  await stage.hold('p1', scalePlan('p1', web(), { reason }))
  await stage.deny('one')

  const nodes = JSON.stringify(stage.memory.told.map(({ view }) => view))
  expect(nodes).toContain(`" for “","${reason}","”"`)
  expect(nodes).not.toContain('"user":"cto"')
})

test('cancel is for the requester and for whoever could deny', async () => {
  const stage = approvalStage({ groups: [group('platform'), group('shop-owners', { deny: 0 })] })
  await stage.hold()

  await expect((await stage.desk('owner')).cancel('p1', 'x')).rejects.toMatchObject({
    code: 'not-your-plan',
  })
  expect(stage.refusals).toHaveLength(1)
  const view = await (await stage.desk('jane')).cancel('p1', 'changed my mind')

  expect(plain(view.title)).toBe('Cancelled by @U-jane: “changed my mind”')
  await expect(stage.approve('one')).rejects.toThrow('already cancelled by @U-jane')
})
