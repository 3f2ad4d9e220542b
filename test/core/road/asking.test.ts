import { describe, expect, test } from 'vitest'
import { ConflictError } from '../../../src/core/errors.ts'
import type { Requirement } from '../../../src/core/requirement.ts'
import { text } from '../../../src/core/text.ts'
import type { Verdict } from '../../../src/core/verdict.ts'
import { said } from './fake-conversation.ts'
import { obedientWeb } from './obedient-web.ts'
import { testRoad } from './road.ts'
import { jane } from './road-world.ts'

const HOUR = 3_600_000
const group = {
  name: 'platform',
  approve: 1,
  deny: 1,
  roles: ['platform'],
  users: [],
  groups: [],
  usergroups: [],
}

const asks = (requirement: Partial<Requirement>): Verdict => ({
  kind: 'ask',
  rule: { name: 'two-people' },
  reason: 'production needs platform',
  approvers: ['platform'],
  requirement: { groups: [], waitMs: HOUR, useMs: HOUR, ...requirement },
})

const bob = { ...jane, userId: 'U2', name: 'Bob', user: 'bob@example.com', roles: ['platform'] }
const approvers = { groupsOf: async () => ['platform'], suggest: async () => ['U2'] }
const identify = async ({ userId }: { userId: string }) => (userId === 'U2' ? bob : jane)

function road(requirement: Partial<Requirement>) {
  const { objects, apply, replicas } = obedientWeb()
  const judge = () => asks(requirement)
  return { ...testRoad({ objects, apply, judge, approvers, identify }), replicas }
}

describe('a change that the policy asks about', () => {
  test('waits for votes, is checked on the server first, and runs as the requester once approved', async () => {
    const tested = road({ groups: [group] })
    await tested.keeper().start()

    await tested.ask('scale web 5')
    expect(tested.events).toEqual(['dry-run', 'request'])
    const { plan } = (await tested.plan()) ?? {}
    await tested.ask(`approve ${plan?.id}`, 'slash', 'U2')
    await tested.clock.advance(10_000)

    expect(tested.replicas()).toBe(5)
    expect(tested.events).toEqual([
      'dry-run',
      'request',
      'vote',
      'decision approved',
      'intent',
      'write',
      'outcome rolled-out',
    ])
    expect(said(tested.card())).toContain('Approved by @U2')
    expect(said(tested.message(`plan/${plan?.id}/requester`))).toContain('Scaled deployment/web')
  })

  test('asks nobody for what the API server would refuse anyway', async () => {
    const { objects } = obedientWeb()
    const tested = testRoad({
      objects,
      judge: () => asks({ groups: [group] }),
      apply: () => Promise.reject(new ConflictError('admission-denied', text`quota exceeded`)),
    })

    await tested.ask('scale web 5')

    expect(await tested.plans()).toEqual([])
    expect(said(tested.conversation.replies[0]?.view)).toContain('quota exceeded')
  })

  test('wants a reason from the requester first, and offers a dialog for it', async () => {
    const tested = road({ reason: { patterns: ['INC-\\d+'], hint: 'with the incident' } })

    await tested.ask('scale web 5')
    const [first] = tested.conversation.replies
    expect(said(first?.view)).toContain('the policy wants a reason (with the incident)')
    expect(first?.view.buttons?.[0]).toMatchObject({
      words: 'scale web 5',
      question: { flag: '--reason', hint: 'with the incident' },
    })
    await tested.ask('scale web 5 --reason "because"')
    expect(said(tested.conversation.replies[1]?.view)).toContain('wants another reason')

    const asked = tested.ask('scale web 5 --reason "because" --reason "INC-4711"')
    await tested.clock.advance(3000)
    await asked
    expect(tested.replicas()).toBe(5)
  })

  test.each([
    ['cluster', 'prod-eu'],
    ['object', 'web'],
  ] as const)('wants the name of the %s typed', async (confirm, name) => {
    const tested = road({ confirm })

    await tested.ask('scale web 5')
    await tested.ask('scale web 5 --confirm wbe')
    const asked = tested.ask(`scale web 5 --confirm ${name}`)
    await tested.clock.advance(3000)
    await asked

    const [first, second] = tested.conversation.replies.map(({ view }) => said(view))
    expect(first).toContain(`the policy wants ${name} typed`)
    expect(second).toContain('and wbe is not it')
    expect(tested.replicas()).toBe(5)
  })

  test('A17: a dry run says what would be asked, in words that cannot be taken for the deed', async () => {
    const tested = road({ groups: [group], confirm: 'cluster' })

    await tested.ask('scale web 5 --dry-run')

    const shown = said(tested.conversation.replies[0]?.view)
    expect(shown).toContain('Dry run: would scale')
    expect(shown).toContain('It would need 1 of platform and the cluster’s name typed')
    expect(await tested.plans()).toEqual([])
  })
})
