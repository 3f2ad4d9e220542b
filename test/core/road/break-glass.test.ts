import { describe, expect, test } from 'vitest'
import { said } from './fake-conversation.ts'
import { obedientWeb } from './obedient-web.ts'
import { testRoad } from './road.ts'

const deny = { kind: 'deny', rule: { name: 'frozen' }, reason: 'production is frozen' } as const
const words = 'break-glass scale web 0 --reason "incident 4711: orders twice"'

function road(users: readonly string[] = ['U1']) {
  const { objects, apply, replicas } = obedientWeb()
  const breakGlass = {
    mayUse: ({ userId }: { userId: string }) => users.includes(userId),
    mayReview: () => true,
    reviewers: ['U1', 'U7'],
    channel: 'CALARM',
    minReason: 10,
  }
  return { ...testRoad({ objects, apply, judge: () => deny, rules: { breakGlass } }), replicas }
}

async function ask(tested: ReturnType<typeof road>, asked: string) {
  const answered = tested.ask(asked)
  await tested.clock.advance(3000)
  await answered
}

describe('A16: break-glass', () => {
  test('goes around the policy for who is listed, and is told loudly before anything is sent', async () => {
    const tested = road()

    await ask(tested, words)

    expect(tested.replicas()).toBe(0)
    expect(tested.events).toEqual(['intent', 'write', 'outcome rolled-out'])
    expect(tested.book.records[0]).toMatchObject({
      breakGlass: true,
      reason: 'incident 4711: orders twice',
      verdict: { rule: { name: 'break-glass' } },
    })
    const held = await tested.plan()
    expect(held).toMatchObject({ review: { state: 'open' } })
    const alarm = tested.book.deliveries.get(`plan/${held?.plan.id}/alarm`)
    expect(alarm?.to).toEqual({ channelId: 'CALARM' })
    expect(said(alarm?.view)).toContain('Break-glass: @U1 goes around the policy')
    expect(said(alarm?.view)).toContain('incident 4711: orders twice')
    expect(alarm?.view.buttons).toMatchObject([{ words: `review ${held?.plan.id}` }])
    expect([...tested.book.deliveries.keys()].filter((key) => key.includes('/dm/'))).toEqual([
      `plan/${held?.plan.id}/dm/U7`,
    ])
  })

  test('is refused to anybody else, which is put on record, and nothing is read', async () => {
    const tested = road([])

    await ask(tested, words)

    expect(tested.writes).toEqual([])
    expect(tested.reader.calls).toEqual([])
    expect(said(tested.conversation.replies[0]?.view)).toContain('may not use break-glass')
    expect(tested.book.records).toMatchObject([
      { kind: 'refusal', command: 'break-glass', outcome: { kind: 'not-for-break-glass' } },
    ])
  })

  test.each(['break-glass scale web 0', 'break-glass scale web 0 --reason "why  "'])(
    'needs a reason that says something: %s',
    async (said_) => {
      const tested = road()

      await ask(tested, said_)

      expect(tested.writes).toEqual([])
      expect(said(tested.conversation.replies[0]?.view)).toContain('at least 10 characters')
    },
  )

  test('used twice is on record twice and alarms twice', async () => {
    const tested = road()

    await ask(tested, words)
    await ask(tested, words.replace('web 0', 'web 2'))

    const alarms = [...tested.book.deliveries.keys()].filter((key) => key.endsWith('/alarm'))
    expect(alarms).toHaveLength(2)
    expect(tested.events.filter((event) => event === 'intent')).toHaveLength(2)
  })

  test('does not go around Kubernetes’ own access control', async () => {
    const { objects, apply } = obedientWeb()
    const breakGlass = {
      mayUse: () => true,
      mayReview: () => true,
      reviewers: [],
      channel: 'CALARM',
      minReason: 1,
    }
    const forbidden = ['patch deployments/scale']
    const tested = testRoad({ objects, apply, forbidden, rules: { breakGlass } })

    await tested.ask(words)

    expect(tested.writes).toEqual([])
    expect(said(tested.conversation.replies[0]?.view)).toContain('Kubernetes says no')
  })

  test('is for changes only, not for later and not for a try', async () => {
    const tested = road()

    await ask(tested, 'break-glass undo 12345678 --at +1h --reason "incident 4711"')
    await ask(tested, 'break-glass scale web 0 --dry-run --reason "incident 4711, orders lost"')
    await ask(tested, 'break-glass break-glass scale web 0')
    await ask(tested, 'break-glass')

    const shown = tested.conversation.replies.map(({ view }) => said(view))
    expect(shown[0]).toContain('Break-glass is for now')
    expect(shown[1]).toContain('Break-glass is for now')
    expect(shown[2]).toContain('changes nothing in a cluster')
    expect(shown[3]).toContain('Break-glass for what?')
    expect(tested.writes).toEqual([])
  })
})
