import { describe, expect, test } from 'vitest'
import { ConflictError, DeniedError } from '../../../src/core/errors.ts'
import { text } from '../../../src/core/text.ts'
import type { Verdict } from '../../../src/core/verdict.ts'
import { verdictOn } from '../../../src/core/road/gates.ts'
import { scalePlan } from '../../support/approval-stage.ts'
import { said } from './fake-conversation.ts'
import { testRoad } from './road.ts'
import { jane } from './road-world.ts'
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
    expect(said(road.card())).toContain('was refused. Nothing was changed.')
    expect(said(road.card())).toContain('replicas changed since the plan was made')
  })

  test('the intent cannot be written', async () => {
    const road = testRoad({ objects: [web()] })
    road.book.before = () => Promise.reject(new Error('disk full'))

    await road.ask('scale web 5')

    expect(road.writes).toEqual([])
    expect(road.card()).toBeUndefined()
    expect(said(road.conversation.replies[0]?.view)).toContain(
      'Nothing was changed in the cluster.',
    )
  })

  test('D1: the store is away: the change is refused, nothing is sent, and it is said why', async () => {
    const road = testRoad({ objects: [web()] })
    road.book.away = true

    await road.ask('scale web 5')
    await road.ask('scale web 5')

    expect(road.writes).toEqual([])
    expect(road.conversation.replies.map(({ view }) => said(view))).toEqual([
      'The store is away.\nrequest rplan0001',
      'The store is away.\nrequest rplan0003',
    ])
  })

  test('D1: the store goes away between intent and outcome: how it ended is shown, and written down when it is back', async () => {
    const objects = [web()]
    const road = testRoad({ objects })

    const asked = road.ask('scale web 5')
    await road.clock.advance(10)
    road.book.away = true
    objects[0] = web({ generation: 8, replicas: 5 })
    await road.clock.advance(5000)
    const meanwhile = said(road.messenger.shown.at(-1)?.view)
    road.book.away = false
    await road.clock.advance(10_000)
    await asked

    expect(meanwhile).toContain('Scaled deployment/web in shop')
    expect(meanwhile).toContain('Not on record yet')
    expect(road.events).toEqual(['intent', 'write', 'outcome rolled-out'])
    expect(said(road.card())).toContain('audit #1')
    expect(said(road.card())).not.toContain('Not on record yet')
  })

  test('D1: the store stays away until the program stops: the log has what could not be recorded', async () => {
    const objects = [web()]
    const road = testRoad({ objects })

    const asked = road.ask('scale web 5')
    await road.clock.advance(10)
    road.book.away = true
    objects[0] = web({ generation: 8, replicas: 5 })
    await road.clock.advance(5000)
    road.stop()
    await road.clock.advance(1)
    await asked

    const lost = road.log.lines.find(({ message }) => message === 'outcome is not on record')
    expect(lost).toMatchObject({
      level: 'error',
      facts: { record: { kind: 'outcome', outcome: { kind: 'rolled-out' } } },
    })
  })

  test('a change that policy denies is put on record, and denied also when it cannot be', async () => {
    const judge = () => ({ kind: 'deny', rule: { name: 'no' }, reason: 'not today' }) as const
    const road = testRoad({ objects: [web()], judge })

    await road.ask('scale web 5')
    road.book.away = true
    await road.ask('scale web 5')

    expect(road.book.records).toMatchObject([
      { kind: 'refusal', command: 'scale', cluster: 'prod-eu', outcome: { kind: 'policy-denied' } },
    ])
    expect(road.conversation.replies.map(({ view }) => said(view).includes('not today'))).toEqual([
      true,
      true,
    ])
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

  test('S9: Slack delivers the same saying twice, to two processes: it is sent once', async () => {
    const objects = [web()]
    const road = testRoad({ objects })
    const place = { teamId: 'T1', channelId: 'C1', kind: 'channel' } as const
    const person = { userId: 'U1', teamId: 'T1' }
    const incoming = { person, place, words: 'scale web 5', via: 'slash', said: 'Ev1' } as const
    const other = road.another()

    const both = [
      other.answer({ ...incoming, id: 'a' }, road.conversation),
      other.answer({ ...incoming, id: 'b' }, road.conversation),
      road.ask('scale web 5'),
    ]
    await road.clock.advance(10)
    objects[0] = web({ generation: 8, replicas: 5 })
    await road.clock.advance(2000)
    await Promise.all(both)

    expect(road.writes).toHaveLength(1)
    expect(await road.plans()).toHaveLength(1)
    expect(road.conversation.replies).toHaveLength(2)
  })
})

describe('policy is told', () => {
  test('the annotations of what is to be changed: owners are often written there', async () => {
    const seen: unknown[] = []
    const object = web()
    const annotations = { 'example.com/owners': 'shop-owners' }
    const road = testRoad({
      objects: [{ ...object, metadata: { ...object.metadata, annotations } }],
      judge: (facts) => {
        if (facts.target?.name === 'web') seen.push(facts.target.annotations)
        return { ...deny, kind: 'allow' }
      },
    })

    await road.ask('scale web 5 --dry-run')

    expect(seen).toContainEqual(annotations)
  })
})

test('a temporary change needs leave for both ways: who may cordon and not uncordon, may not for an hour', () => {
  const { size: _, ...plan } = scalePlan('p1')
  const cordon = { ...plan, command: 'cordon', takenBackAs: 'uncordon', forMs: 3_600_000 }
  const question = {
    actor: cordon.requester,
    cluster: { name: 'prod-eu', environment: 'production' },
    place: { channelId: 'C1', kind: 'channel' },
    at: new Date('2026-03-02T10:00:00Z'),
  } as const
  const told: string[] = []
  const judge = {
    judge: ({ command }: { readonly command: string }): Verdict => {
      told.push(command)
      return command === 'uncordon' ? deny : { ...deny, kind: 'allow' }
    },
  }

  expect(verdictOn(cordon, question, judge)).toEqual(deny)
  expect(told).toEqual(['cordon', 'uncordon'])
})

test('A8: whoever is a guest by now changes nothing, however lately they were none', async () => {
  const asked: (string | undefined)[] = []
  const road = testRoad({
    objects: [web()],
    identify: async (_person, freshness) => {
      asked.push(freshness)
      if (freshness === 'now') throw new DeniedError('guest', text`Guests change nothing.`)
      return jane
    },
  })

  await road.ask('scale web 5')

  expect(asked).toEqual([undefined, 'now'])
  expect(road.events).toEqual([])
  expect(said(road.conversation.replies[0]?.view)).toContain('Guests change nothing.')
})
