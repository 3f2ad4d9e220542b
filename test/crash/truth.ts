import { isDeepStrictEqual } from 'node:util'
import type { PageMessage } from '../../playground/slack/page-model.ts'
import type { AuditRecord } from '../../src/core/audit.ts'
import { words } from '../support/slack-driver.ts'
import type { StoredPlan } from './ledger.ts'
import type { Call } from './relay.ts'

/** All there is to know of one round, once everything is quiet. */
export type Evidence = {
  readonly plans: readonly StoredPlan[]
  /** Of these plans. */
  readonly records: readonly AuditRecord[]
  /** What reached the API server, in order. */
  readonly writes: readonly Call[]
  /** Every message of the bot in every shape it had, in order. */
  readonly shown: readonly PageMessage[]
  /** What everybody sees now, in the channel and in direct messages. */
  readonly now: readonly PageMessage[]
  /** By how much `metadata.generation` of the story's object grew. */
  readonly generations: number
  /** Why the chain of records does not hold. */
  readonly broken: string | undefined
}

export type Fault = {
  readonly kind: 'double effect' | 'lost approval' | 'false word' | 'broken trail'
  readonly what: string
}

/** Everything that is not as it must be; nothing when all is well. */
export function faultsOf(evidence: Evidence): readonly Fault[] {
  const { plans, writes, broken, generations } = evidence
  const strange = writes.filter((write) => !plans.some((plan) => isOf(write, plan)))
  const specs = plans.filter((plan) => changesSpec(plan) && acceptedFor(plan, evidence) > 0)
  return [
    ...plans.flatMap((plan) => faultsOfPlan(plan, evidence)),
    ...strange.map((write) => fault('double effect', `no plan says ${write.body}`)),
    ...(generations > specs.length
      ? [fault('double effect', `${generations} generations for ${specs.length} plans`)]
      : []),
    ...(broken === undefined ? [] : [fault('broken trail', broken)]),
    ...repeatedKeys(evidence).map((key) => fault('false word', `told twice: ${key}`)),
  ]
}

/** Messages of the same delivery: it was posted again although it had been. */
function repeatedKeys({ now }: Evidence): readonly string[] {
  const keys = now.map(keyOf).filter((key) => key !== '')
  return keys.filter((key, at) => keys.indexOf(key) !== at)
}

/** Of its delivery. */
const keyOf = ({ metadata }: PageMessage): string =>
  /"key":"([^"]+)"/.exec(JSON.stringify(metadata ?? ''))?.[1] ?? ''

const fault = (kind: Fault['kind'], what: string): Fault => ({ kind, what })

const DONE = new Set(['rolled-out', 'applied'])
const CLOSED = new Set(['ended', 'denied', 'cancelled', 'expired', 'void'])

function faultsOfPlan(plan: StoredPlan, evidence: Evidence): Fault[] {
  const { id } = plan.plan
  return [
    ...effectFaults(plan, evidence),
    ...approvalFaults(plan, evidence),
    ...wordFaults(plan, evidence),
    ...trailFaults(plan, evidence),
  ].map(({ kind, what }) => fault(kind, `plan ${id} (${plan.plan.words}): ${what}`))
}

/** At most one write, and what the store says of it is so. */
function effectFaults(plan: StoredPlan, evidence: Evidence): Fault[] {
  const sent = evidence.writes.filter((write) => isOf(write, plan)).length
  const accepted = acceptedFor(plan, evidence)
  const kind = plan.outcome?.kind
  const isDone = kind !== undefined && DONE.has(kind)
  return [
    ...(sent > 1 ? [fault('double effect', `sent ${sent} times`)] : []),
    ...(isDone && accepted !== 1 ? [fault('false word', `${kind}, but it was not made`)] : []),
    ...(accepted > 0 && plan.state !== 'ended'
      ? [fault('false word', `it was made, but it is ${plan.state}`)]
      : []),
    ...(accepted > 0 && (kind === 'refused' || kind === 'unknown')
      ? [fault('false word', `it was made, but its outcome is ${kind}`)]
      : []),
  ]
}

/** Whatever was decided is carried out or ended with the truth told; whoever was told that a vote counts has one. */
function approvalFaults(plan: StoredPlan, { records, shown }: Evidence): Fault[] {
  const { id } = plan.plan
  const mine = records.filter((record) => record.plan?.id === id)
  const isDecided = mine.some(({ decision }) => decision === 'approved')
  const voters = new Set(mine.flatMap(({ kind, actor }) => (kind === 'vote' ? actor.userId : [])))
  const told = shown.filter((message) => words(message).includes(`Your vote on plan ${id} counts`))
  return [
    ...(isDecided && !CLOSED.has(plan.state)
      ? [fault('lost approval', `approved, and now ${plan.state}`)]
      : []),
    ...(plan.state === 'waiting' ? [fault('lost approval', 'everybody voted, and it waits')] : []),
    ...told
      .filter(({ onlyFor = '' }) => onlyFor !== '' && !voters.has(onlyFor))
      .map(({ onlyFor }) => fault('lost approval', `told ${onlyFor}, but not on record`)),
  ]
}

/** One card, and what it says in the end is so. */
function wordFaults(plan: StoredPlan, evidence: Evidence): Fault[] {
  const [card, ...more] = cardsOf(plan.plan.id, evidence.now)
  // Until it begins, the card of the change tells when it will be taken back.
  if (!card && plan.revertOf !== undefined && plan.state === 'cancelled') return []
  if (!card || more.length > 0)
    return [fault('false word', `it has ${card ? 1 + more.length : 0} cards`)]
  const said = words(card)
  return lies
    .filter(({ isTold }) => isTold(said, plan, evidence))
    .map(({ truth }) => fault('false word', `${truth}, but the card says: ${said}`))
}

type Lie = {
  readonly truth: string
  readonly isTold: (said: string, plan: StoredPlan, evidence: Evidence) => boolean
}

const isDone = ({ outcome }: StoredPlan) => DONE.has(outcome?.kind ?? '')

const lies: readonly Lie[] = [
  { truth: 'it is done', isTold: (said, plan) => isDone(plan) && !said.includes('✓') },
  { truth: 'it is not done', isTold: (said, plan) => !isDone(plan) && DONE_MARK.test(said) },
  { truth: 'it is over', isTold: (said, { state }) => CLOSED.has(state) && said.includes('●') },
  {
    truth: 'it was taken back',
    isTold: (said, { plan }, { plans }) =>
      plans.some((other) => other.plan.undoes === plan.id && isDone(other)) &&
      !/taken back/i.test(said),
  },
  {
    truth: 'nobody need vote any more (a message asks them to)',
    isTold: (_, { plan, state }, { now }) =>
      CLOSED.has(state) &&
      now.some(
        (message) =>
          keyOf(message).startsWith(`plan/${plan.id}/`) && /^Approve$/m.test(words(message)),
      ),
  },
]

const DONE_MARK = /✓ (Scaled|Labelled|Labeled|Undid|Undone)/

/** The messages that tell of this plan, as the delivery's key says. */
export const cardsOf = (id: string, messages: readonly PageMessage[]): readonly PageMessage[] =>
  messages.filter((message) => keyOf(message) === `plan/${id}/card`)

/** The intent is on record before, the outcome once after. */
function trailFaults(plan: StoredPlan, evidence: Evidence): Fault[] {
  const count = (kind: string) =>
    evidence.records.filter((record) => record.kind === kind && record.plan?.id === plan.plan.id)
      .length
  const approvals = evidence.records.filter(
    (record) => record.plan?.id === plan.plan.id && record.decision === 'approved',
  ).length
  const sent = evidence.writes.some((write) => isOf(write, plan))
  const [intents, outcomes] = [count('intent'), count('outcome')]
  const ended = plan.state === 'ended' ? 1 : 0
  return [
    ...(sent && intents !== 1 ? [fault('broken trail', `sent with ${intents} intents`)] : []),
    ...(outcomes === ended
      ? []
      : [fault('broken trail', `${plan.state} with ${outcomes} outcomes`)]),
    ...(approvals > 1 ? [fault('broken trail', `approved ${approvals} times`)] : []),
  ]
}

const acceptedFor = (plan: StoredPlan, { writes }: Evidence) =>
  writes.filter((write) => isOf(write, plan) && write.status === 200).length

/** A plan that another one stands in for says the same again: what was sent counts for that one. */
const isOf = ({ path, body }: Call, { plan, replacedBy }: StoredPlan) =>
  replacedBy === undefined &&
  plan.effects.some(
    ({ target, patch }) =>
      new RegExp(`/${target.name}(/scale)?(\\?|$)`).test(path) &&
      isDeepStrictEqual(JSON.parse(body), patch),
  )

const changesSpec = ({ plan }: StoredPlan) =>
  plan.effects.some(({ changes }) => changes.some(({ field }) => field === 'replicas'))
