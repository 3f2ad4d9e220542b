import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createApprovals } from '../../src/core/approvals/approvals.ts'
import { DeckwatchError, DeniedError } from '../../src/core/errors.ts'
import type { HeldPlan } from '../../src/core/held/held-plan.ts'
import type { PlanBook, Step } from '../../src/core/held/plan-book.ts'
import type { Clock } from '../../src/core/seams.ts'
import { text } from '../../src/core/text.ts'
import { approvalStage, group, MINUTE, person } from '../support/approval-stage.ts'
import { fakeClock } from '../support/fake-clock.ts'
import { web } from '../support/web-deployment.ts'

const VOTERS = ['one', 'two', 'three', 'owner'] as const
const GROUPS = [group('platform', { approve: 2, deny: 2 }), group('shop-owners')]
const HOME = { one: 'platform', two: 'platform', three: 'platform', owner: 'shop-owners' } as const
type Name = (typeof VOTERS)[number]

type Fault = 'none' | 'dies before' | 'dies after' | 'stale'
type Action =
  | { readonly do: 'vote'; readonly who: Name | 'jane'; readonly choice: 'approve' | 'deny' }
  | { readonly do: 'cancel' | 'expire' | 'begin' }
/** Actions of one turn go side by side; what happens to the world goes between two turns. */
type Turn = {
  readonly actions: readonly Action[]
  readonly fault: Fault
  readonly next: 'nothing' | 'time' | 'drift' | 'restart' | Name
}

const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('vote' as const),
      who: fc.constantFrom(...VOTERS, 'jane' as const),
      choice: fc.constantFrom('approve', 'approve', 'approve', 'deny'),
    }),
  },
  { weight: 3, arbitrary: fc.constant({ do: 'begin' as const }) },
  { weight: 1, arbitrary: fc.constantFrom({ do: 'cancel' as const }, { do: 'expire' as const }) },
)

const turn: fc.Arbitrary<Turn> = fc.record({
  actions: fc.array(action, { minLength: 1, maxLength: 3 }),
  fault: fc.constantFrom<Fault>('none', 'none', 'none', 'dies before', 'dies after', 'stale'),
  next: fc.oneof(
    { weight: 8, arbitrary: fc.constant('nothing' as const) },
    { weight: 3, arbitrary: fc.constantFrom('time', 'drift', 'restart') },
    { weight: 2, arbitrary: fc.constantFrom(...VOTERS) },
  ),
})

let runs = 0

/** A busy machine plays fewer of them. */
const LONGEST_MS = 20_000

/** What holds of approvals over any book, whatever happens in whatever order. `makeBook` gives one for each run. */
export function approvalModel(makeBook: (clock: Clock) => Promise<PlanBook>, numRuns = 100): void {
  describe('approvals under random votes, drift, crashes and restarts', () => {
    test(
      'never begin without the votes, never decide twice, never lose a decision',
      async () => {
        const reached = new Set<string>()
        let played = 0
        await fc.assert(
          fc.asyncProperty(fc.array(turn, { minLength: 3, maxLength: 14 }), async (turns) => {
            for (const state of await live(turns, makeBook)) reached.add(state)
            played++
          }),
          { numRuns, interruptAfterTimeLimit: LONGEST_MS },
        )
        // The few that a very busy machine plays may not come by all of them.
        const due = played < numRuns ? ['waiting'] : ['waiting', 'approved', 'executing', 'void']
        expect([...reached]).toEqual(expect.arrayContaining(due))
      },
      3 * LONGEST_MS,
    )
  })
}

async function live(turns: readonly Turn[], makeBook: (clock: Clock) => Promise<PlanBook>) {
  const clock = fakeClock()
  const seen = watched(await makeBook(clock))
  const stage = approvalStage({ groups: GROUPS, clock, book: seen.book })
  const first = `m-${++runs}`
  const truth: Truth = { cast: new Map(), outside: new Set(), generation: 7, effects: 0 }
  seen.onDone = (step) => expectLawful(step, truth)
  await stage.hold(first)
  let approvals = stage.approvals

  for (const { actions, fault, next } of turns) {
    const id = await newest(first, seen.book)
    seen.fault = fault
    await Promise.all(actions.map((one) => act(one, { id, approvals, stage, truth })))
    seen.fault = 'none'
    if (next === 'restart') approvals = createApprovals(stage.parts)
    else await happen(next, stage, truth)
  }
  expect(truth.effects).toBeLessThanOrEqual(1)
  return seen.states
}

type Stage = ReturnType<typeof approvalStage>

/** The model: what people said last for which plan, who lost their group, how the object stands. */
type Truth = {
  readonly cast: Map<string, Map<string, 'approve' | 'deny'>>
  readonly outside: Set<string>
  generation: number
  effects: number
}

type Acting = {
  readonly id: string
  readonly approvals: Stage['approvals']
  readonly stage: Stage
  readonly truth: Truth
}

async function act(one: Action, acting: Acting): Promise<void> {
  try {
    await perform(one, acting)
  } catch (error) {
    if (!(error instanceof DeckwatchError || error instanceof Death)) throw error
  }
}

async function perform(one: Action, { id, approvals, stage, truth }: Acting): Promise<void> {
  const { signal } = stage
  const held = await stage.book.find(id)
  if (!held) throw new TypeError('a plan is never lost')
  if (one.do === 'expire') return approvals.expire(held)
  if (one.do === 'begin') return begin(held, { id, approvals, stage, truth })
  const who = one.do === 'vote' ? one.who : 'jane'
  const desk = approvals.desk({ request: stage.request(person(who, rolesOf(who, truth))), signal })
  if (one.do !== 'vote') return void (await desk.cancel(id, undefined))

  const said = truth.cast.get(id) ?? new Map<string, 'approve' | 'deny'>()
  truth.cast.set(id, said.set(`${who}@k8s ${one.choice}`, one.choice))
  await desk.vote(id, one.choice, 'so')
  const after = await stage.book.find(id)
  const isKept = after?.votes.some(({ voter }) => voter.user === `${who}@k8s`)
  expect(isKept || after?.state === 'void' || after?.state === 'expired').toBe(true)
}

/** As the keeper does it: checked again, then begun by compare-and-swap. */
async function begin(held: HeldPlan, { approvals, stage, truth }: Acting): Promise<void> {
  const ready = await approvals.ready(held, stage.signal)
  if (ready.kind === 'stopped') return
  expectVotes(ready.held, truth)
  expect(ready.held.plan.effects[0]?.target.generation).toBe(truth.generation)
  const next: HeldPlan = { ...ready.held, state: 'executing' }
  const result = await stage.book.commit({
    plans: [{ expected: ready.held.version, next }],
    records: [],
    deliveries: [],
  })
  if (result.kind === 'done') truth.effects++
}

async function happen(what: Exclude<Turn['next'], 'restart'>, stage: Stage, truth: Truth) {
  if (what === 'nothing') return
  if (what === 'time') return stage.clock.advance(4 * MINUTE)
  if (what === 'drift') {
    truth.generation++
    stage.world.object = web({ generation: truth.generation, replicas: truth.generation })
    return
  }
  if (!truth.outside.delete(what)) truth.outside.add(what)
  const lost = new DeniedError('guest-refused', text`Guests may not.`)
  const isGone = what === 'owner' && truth.outside.has(what)
  stage.world.people.set(`U-${what}`, isGone ? lost : person(what, rolesOf(what, truth)))
}

const rolesOf = (who: Name | 'jane', { outside }: Truth) => ({
  roles: who === 'jane' || outside.has(who) ? [] : [HOME[who]],
})

/** One commit by itself: nothing leaves an end, and whatever becomes approved has its votes and its record. */
function expectLawful({ plans, records }: Step, truth: Truth): void {
  for (const { next } of plans) {
    if (next.state !== 'approved') continue
    expectVotes(next, truth)
    expect(records.map(({ decision }) => decision)).toContain('approved')
  }
}

/** Counted by the model's own rules, from what people really said. */
function expectVotes({ plan, votes }: HeldPlan, { cast, outside }: Truth): void {
  const isTrue = ({ voter, choice }: HeldPlan['votes'][number]) =>
    cast.get(plan.id)?.has(`${voter.user} ${choice}`) === true && !outside.has(voter.name)
  const standing = votes.filter(isTrue)
  const of = (home: string, choice: string) =>
    new Set(
      standing
        .filter((vote) => vote.choice === choice)
        .map(({ voter }) => voter.name)
        .filter((name) => Object.entries(HOME).some(([who, at]) => who === name && at === home)),
    ).size
  expect(of('platform', 'approve')).toBeGreaterThanOrEqual(2)
  expect(of('shop-owners', 'approve')).toBeGreaterThanOrEqual(1)
  expect(of('platform', 'deny')).toBeLessThan(2)
  expect(of('shop-owners', 'deny')).toBe(0)
}

class Death extends Error {}

const ENDS = ['denied', 'cancelled', 'expired', 'void', 'executing']

/** The same book, but the process may die at a commit, and every commit that was made is looked at. */
function watched(inner: PlanBook) {
  const ended = new Set<string>()
  const states = new Set<string>()
  const seen = { fault: 'none' as Fault, states, onDone: (_step: Step): void => {}, book: inner }
  const commit: PlanBook['commit'] = async (step) => {
    const { fault } = seen
    seen.fault = 'none'
    if (fault === 'dies before') throw new Death('before the commit')
    if (fault === 'stale') return { kind: 'stale' }
    const result = await inner.commit(step)
    if (result.kind !== 'done') return result
    for (const { next } of step.plans) {
      states.add(next.state)
      expect(ended.has(next.plan.id)).toBe(false)
      if (ENDS.includes(next.state)) ended.add(next.plan.id)
    }
    seen.onDone(step)
    if (fault === 'dies after') throw new Death('after the commit')
    return result
  }
  seen.book = { ...inner, commit }
  return seen
}

async function newest(id: string, book: PlanBook): Promise<string> {
  const held = await book.find(id)
  if (!held) throw new TypeError('a plan is never lost')
  return held.replacedBy === undefined ? id : newest(held.replacedBy, book)
}
