import { describe, expect, test } from 'vitest'
import { ConflictError, UnavailableError } from '../../../src/core/errors.ts'
import { text } from '../../../src/core/text.ts'
import type { RefusedChange } from '../../../src/core/trail.ts'
import type { Verdict } from '../../../src/core/verdict.ts'
import { said } from '../../support/fake-conversation.ts'
import { testRoad } from '../../support/road.ts'
import { web } from '../../support/web-deployment.ts'

const deny: Verdict = {
  kind: 'deny',
  rule: { name: 'prod-frozen', line: 41 },
  reason: 'production is frozen',
  contact: '#platform',
}

describe('nothing is changed when', () => {
  test('the policy says no: rule, line, reason and whom to ask are shown', async () => {
    const road = testRoad({
      objects: [web()],
      judge: (facts) => (facts.target ? deny : { ...deny, kind: 'allow' }),
    })

    await road.ask('scale web 5')

    expect(road.writes).toEqual([])
    const shown = said(road.conversation.replies[0]?.view)
    expect(shown).toContain('The policy says no: production is frozen')
    expect(shown).toContain('Rule prod-frozen (policy line 41)')
    expect(shown).toContain('ask #platform')
  })

  test('a rule forbids it whatever the object: that rule speaks, before anything is read', async () => {
    const road = testRoad({ judge: () => deny })

    await road.ask('scale web 5')

    const shown = said(road.conversation.replies[0]?.view)
    expect(shown).toContain('The policy says no: production is frozen')
    expect(shown).toContain('ask #platform')
  })

  test('the policy asks for approval, which cannot be held yet', async () => {
    const ask: Verdict = {
      kind: 'ask',
      rule: { name: 'two-people' },
      reason: 'production needs platform',
      approvers: ['platform'],
    }
    const road = testRoad({
      objects: [web()],
      judge: (facts) => (facts.target ? ask : { ...deny, kind: 'allow' }),
    })

    await road.ask('scale web 5')

    expect(road.writes).toEqual([])
    expect(said(road.conversation.replies[0]?.view)).toContain('Approval by platform would be due')
  })

  test('Kubernetes itself says no: user, verb, resource and namespace are shown', async () => {
    const road = testRoad({ objects: [web()], forbidden: ['patch deployments/scale'] })

    await road.ask('scale web 5')

    expect(road.writes).toEqual([])
    expect(said(road.conversation.replies[0]?.view)).toContain(
      'Kubernetes says no: user jane@example.com cannot patch deployments.apps/scale in namespace shop',
    )
  })

  test('it is a dry run: the server checked it, and the words cannot be taken for the deed', async () => {
    const road = testRoad({ objects: [web()] })

    await road.ask('scale web 5 --dry-run')

    expect(road.events).toEqual(['dry-run'])
    const shown = said(road.conversation.replies[0]?.view)
    expect(shown).toContain('Dry run: would scale deployment/web in shop. Nothing was changed.')
    expect(shown).toContain('replicas 3 → 5')
  })

  test('there is nothing to do, and of what must not be seen not even that is told', async () => {
    const road = testRoad({
      objects: [web()],
      judge: (facts) => (facts.target?.namespace === 'shop' ? deny : { ...deny, kind: 'allow' }),
    })

    await road.ask('scale web 3')

    const shown = said(road.conversation.replies[0]?.view)
    expect(shown).toContain('The policy says no: production is frozen')
    expect(shown).not.toContain('There are 3 already')
  })

  test('a plan fails, and of what must not be changed not even that it is missing is told', async () => {
    const road = testRoad({
      judge: (facts) => (facts.target?.namespace === 'shop' ? deny : { ...deny, kind: 'allow' }),
    })

    await road.ask('scale wbe 3')

    const shown = said(road.conversation.replies[0]?.view)
    expect(shown).toContain('The policy says no: production is frozen')
    expect(shown).not.toContain('wbe')
  })

  test('it is so already', async () => {
    const road = testRoad({ objects: [web()] })

    await road.ask('scale web 3')

    expect(road.writes).toEqual([])
    expect(said(road.conversation.replies[0]?.view)).toContain('There are 3 already.')
  })

  test('K15: the object drifted since it was read', async () => {
    const drift = new ConflictError('drifted', text`replicas changed since the plan was made`)
    const road = testRoad({ objects: [web()], apply: () => Promise.reject(drift) })

    await road.ask('scale web 5')

    expect(road.writes).toHaveLength(1)
    expect(said(road.conversation.finished[0])).toContain('was refused. Nothing was changed.')
    expect(said(road.conversation.finished[0])).toContain(
      'replicas changed since the plan was made',
    )
  })

  test('the intent cannot be written', async () => {
    const trail = {
      intent: () => Promise.reject(new Error('disk full')),
      outcome: async () => ({ seq: 0 }),
      refusal: async () => ({ seq: 0 }),
    }
    const road = testRoad({ objects: [web()], trail })

    await road.ask('scale web 5')

    expect(road.writes).toEqual([])
    expect(said(road.conversation.replies[0]?.view)).toContain(
      'Nothing was changed in the cluster.',
    )
  })

  test('D1: the store is away: the change is refused, nothing is sent, and both places say why', async () => {
    const away = () =>
      Promise.reject(new UnavailableError('store-unavailable', text`The audit trail is away.`))
    const road = testRoad({
      objects: [web()],
      trail: { intent: away, outcome: away, refusal: away },
    })

    await road.ask('scale web 5')
    await road.ask('scale web 5')

    expect(road.writes).toEqual([])
    expect(road.conversation.replies.map(({ view }) => said(view))).toEqual([
      'The audit trail is away.',
      'The audit trail is away.',
    ])
    expect(said(road.conversation.finished[1])).toContain(
      'was not begun: the audit trail cannot be written',
    )
    expect(said(road.conversation.finished[1])).toContain('Nothing was changed.')
  })

  test('D1: the store goes away between intent and outcome: how it ended is told all the same', async () => {
    const away = () =>
      Promise.reject(new UnavailableError('store-unavailable', text`The audit trail is away.`))
    const objects = [web()]
    const road = testRoad({
      objects,
      trail: { intent: async () => ({ seq: 41 }), outcome: away, refusal: away },
    })

    const asked = road.ask('scale web 5')
    await road.clock.advance(10)
    objects[0] = web({ generation: 8, replicas: 5 })
    await road.clock.advance(2000)
    await asked

    const last = said(road.conversation.finished[0])
    expect(last).toContain('Scaled deployment/web in shop')
    expect(last).toContain('How this ended could not be written to the audit trail')
    expect(last).toContain('audit #41')
  })

  test('a change that policy denies is put on record, and denied also when it cannot be', async () => {
    const judge = () => ({ kind: 'deny', rule: { name: 'no' }, reason: 'not today' }) as const
    const refusals: RefusedChange[] = []
    const refuse = async (refused: RefusedChange) => {
      refusals.push(refused)
      throw new UnavailableError('store-unavailable', text`The audit trail is away.`)
    }
    const never = () => Promise.reject(new Error('not reached'))
    const trail = { intent: never, outcome: never, refusal: refuse }
    const road = testRoad({ objects: [web()], judge, trail })

    await road.ask('scale web 5')

    expect(refusals).toMatchObject([
      { command: 'scale', cluster: 'prod-eu', error: { code: 'policy-denied' } },
    ])
    expect(said(road.conversation.replies[0]?.view)).toContain('not today')
  })

  test('the same change is asked twice within ten seconds: it is sent once, and both are told', async () => {
    const objects = [web()]
    const road = testRoad({ objects })

    const first = road.ask('scale web 5')
    await road.clock.advance(10)
    await road.ask('scale web 5')
    objects[0] = web({ generation: 8, replicas: 5 })
    await road.clock.advance(2000)
    await first

    expect(road.writes).toHaveLength(1)
    expect(said(road.conversation.replies[0]?.view)).toContain('it was not sent twice')
  })
})
