import { type Approvals, createApprovals } from '../../src/core/approvals/approvals.ts'
import type { Actor, SlackPerson } from '../../src/core/actor.ts'
import type { Clusters } from '../../src/core/cluster.ts'
import { DeniedError } from '../../src/core/errors.ts'
import type { HeldPlan } from '../../src/core/held/held-plan.ts'
import type { PlanBook } from '../../src/core/held/plan-book.ts'
import type { Judge } from '../../src/core/judge.ts'
import type { Plan } from '../../src/core/plan.ts'
import type { PlanDesk } from '../../src/core/plan-desk.ts'
import type { ApproverGroup, Requirement } from '../../src/core/requirement.ts'
import type { Request } from '../../src/core/request.ts'
import type { Clock } from '../../src/core/seams.ts'
import { text, plain } from '../../src/core/text.ts'
import type { Verdict } from '../../src/core/verdict.ts'
import { fakeClock } from './fake-clock.ts'
import { fakeClusterReader, type PlainObject } from './fake-cluster-reader.ts'
import { fakeLog } from './fake-log.ts'
import { fakeMessenger } from './fake-messenger.ts'
import { kinds } from './kube-kinds.ts'
import { memoryBook } from './memory-book.ts'
import { web } from './web-deployment.ts'

export const MINUTE = 60_000

export const group = (name: string, given: Partial<ApproverGroup> = {}): ApproverGroup => ({
  name,
  approve: 1,
  deny: 1,
  roles: [name],
  users: [],
  groups: [],
  usergroups: [],
  ...given,
})

export const asks = (
  groups: readonly ApproverGroup[],
  given: Partial<Requirement> = {},
): Extract<Verdict, { kind: 'ask' }> => ({
  kind: 'ask',
  rule: { name: 'prod-changes', line: 12 },
  reason: 'production changes need a second person',
  approvers: groups.map(({ name }) => name),
  requirement: { groups, waitMs: 15 * MINUTE, useMs: 5 * MINUTE, ...given },
})

export const allows: Verdict = { kind: 'allow', rule: { name: 'all' }, reason: 'all may' }
export const denies: Verdict = { kind: 'deny', rule: { name: 'freeze' }, reason: 'year-end freeze' }

/** A person of this stage: `one` is Slack's U-one, `one@k8s` to Kubernetes. */
export const person = (name: string, given: Partial<Actor> = {}): Actor => ({
  userId: `U-${name}`,
  teamId: 'T1',
  name,
  user: `${name}@k8s`,
  groups: ['devs'],
  roles: [],
  ...given,
})

/** Plan of `scale deployment/web 5`, asked by `jane`, as the cluster stands when it is made. */
export function scalePlan(id: string, object = web(), given: Partial<Plan> = {}): Plan {
  const generation = object.metadata.generation ?? 0
  const before = replicasOf(object)
  const target = {
    kind: kinds.deployment,
    namespace: 'shop',
    name: 'web',
    uid: object.metadata.uid,
    generation,
    labels: object.metadata.labels ?? {},
  }
  const path = '/spec/replicas'
  return {
    id,
    requestId: `r-${id}`,
    command: 'scale',
    words: 'scale deployment/web 5',
    wording: { imperative: 'Scale', doing: 'Scaling', done: 'Scaled', noun: 'Scale' },
    requester: person('jane'),
    cluster: 'prod-eu',
    effects: [
      {
        verb: 'patch',
        target,
        patch: [
          { op: 'test', path: '/metadata/uid', value: target.uid },
          { op: 'test', path, value: before },
          { op: 'replace', path, value: 5 },
        ],
        inverse: [
          { op: 'test', path, value: 5 },
          { op: 'replace', path, value: before },
        ],
        changes: [{ field: 'replicas', before, after: 5 }],
        follow: 'rollout',
      },
    ],
    warnings: [],
    risk: 'change',
    size: { before, after: 5 },
    reason: 'sale starts',
    createdAt: '2026-03-02T10:00:00.000Z',
    expiresAt: '2026-03-02T10:15:00.000Z',
    hash: `hash-${id}-${generation}`,
    ...given,
  }
}

const replicasOf = (object: PlainObject): number => {
  const spec: unknown = object['spec']
  const held = typeof spec === 'object' && spec !== null && 'replicas' in spec ? spec.replicas : 0
  return typeof held === 'number' ? held : 0
}

type World = {
  readonly people: Map<string, Actor | Error>
  object: PlainObject | undefined
  others: readonly PlainObject[]
  verdict: Verdict
  forbidden: string[]
  directoryAway: Error | undefined
  could: boolean
}

/** Across stages: a store may outlive one. */
let ids = 0

/** A small world around approvals: people, one Deployment, one verdict; all of it may change between two steps. */
export function approvalStage(
  wishes: {
    readonly groups?: readonly ApproverGroup[]
    readonly book?: PlanBook
    readonly clock?: ReturnType<typeof fakeClock>
    readonly judge?: Partial<Judge>
  } = {},
) {
  const clock = wishes.clock ?? fakeClock()
  const memory = memoryBook(clock)
  const book = wishes.book ?? memory
  const groups = wishes.groups ?? [group('platform')]
  const people = ['one', 'two', 'three'].map((name) => person(name, { roles: ['platform'] }))
  const owner = person('owner', { roles: ['shop-owners'] })
  const everybody = [person('jane'), person('stranger'), ...people, owner]
  const world: World = {
    people: new Map(everybody.map((one) => [one.userId, one])),
    object: web(),
    others: [],
    verdict: asks(groups),
    forbidden: [],
    directoryAway: undefined,
    could: false,
  }
  const messenger = fakeMessenger()
  const woken: number[] = []
  const refusals: unknown[] = []
  const identify = identifyIn(world)
  const reader = () => readerOf(world)
  const judge = judgeOf(world, wishes.judge)
  const parts = {
    book,
    messenger,
    clusters: clustersOf(reader),
    judge,
    approvers: approversIn(world),
    identify,
    audit: { find: async () => [] },
    trail: { keep: async (entry: unknown) => ({ seq: refusals.push(entry) }) },
    clock,
    ids: { short: () => `new-${++ids}`, opaque: () => `o${++ids}` },
    log: fakeLog(),
    invocation: '/k8s',
    replan: async (held: HeldPlan, actor: Actor) => ({
      plan: {
        ...scalePlan(`again-${++ids}`, world.object ?? web(), { requester: actor }),
        words: held.plan.words,
      },
      verdict: world.verdict,
      session: clustersOf(reader).open(),
    }),
    wake: () => void woken.push(1),
  }
  const approvals = createApprovals(parts)
  const stage = stageOn({ approvals, clock, world, reader, parts })
  return { ...stage, book, memory, parts, world, clock, messenger, woken, refusals, approvals }
}

type Stage = {
  readonly approvals: Approvals
  readonly clock: Clock
  readonly world: World
  readonly reader: () => ReturnType<typeof fakeClusterReader>
  readonly parts: {
    readonly book: PlanBook
    readonly identify: (who: SlackPerson) => Promise<Actor>
  }
}

function stageOn({ approvals, clock, world, reader, parts }: Stage) {
  const signal = new AbortController().signal
  const request = (actor: Actor, given: Partial<Request> = {}): Request => ({
    id: `r-${actor.name}`,
    place: { teamId: 'T1', channelId: 'C1', kind: 'channel' },
    words: '',
    via: 'button',
    actor,
    at: clock.now(),
    ...given,
  })
  const desk = async (name: string, given: Partial<Request> = {}): Promise<PlanDesk> => {
    const actor = await parts.identify({ userId: `U-${name}`, teamId: 'T1' })
    return approvals.desk({ request: request(actor, given), signal })
  }
  const hold = async (id = 'p1', plan = scalePlan(id, world.object ?? web())) => {
    const { verdict } = world
    if (verdict.kind !== 'ask') throw new TypeError('the stage holds what policy asks about')
    return approvals.hold({ plan, verdict, request: request(plan.requester), reader: reader() })
  }
  const found = async (id = 'p1'): Promise<HeldPlan> => {
    const held = await parts.book.find(id)
    if (!held) throw new TypeError(`no plan ${id}`)
    return held
  }
  const approve = async (name: string, id = 'p1') =>
    (await desk(name)).vote(id, 'approve', undefined)
  const deny = async (name: string, id = 'p1') => (await desk(name)).vote(id, 'deny', 'not now')
  const ready = async (id = 'p1') => approvals.ready(await found(id), signal)
  return { request, desk, hold, found, approve, deny, ready, signal }
}

const identifyIn =
  (world: World) =>
  async ({ userId }: SlackPerson): Promise<Actor> => {
    if (world.directoryAway) throw world.directoryAway
    const found = world.people.get(userId)
    if (found instanceof Error) throw found
    if (found) return found
    throw new DeniedError('not-mapped', text`You are not mapped.`)
  }

const approversIn = (world: World) => ({
  groupsOf: async ({ roles }: Actor, { groups }: Requirement) => {
    if (world.directoryAway) throw world.directoryAway
    return groups
      .filter((one) => one.roles.some((role) => roles.includes(role)))
      .map(({ name }) => name)
  },
  suggest: async ({ groups }: Requirement, limit: number) => {
    const wanted = groups.flatMap(({ roles }) => roles)
    return [...world.people.values()]
      .flatMap((one) => (one instanceof Error ? [] : [one]))
      .filter(({ roles }) => roles.some((role) => wanted.includes(role)))
      .map(({ userId }) => userId)
      .slice(0, limit)
  },
})

function readerOf({ object, others, forbidden }: World) {
  return fakeClusterReader({ objects: [...(object ? [object] : []), ...others], forbidden })
}

function clustersOf(reader: () => ReturnType<typeof fakeClusterReader>): Clusters & {
  open(): ReturnType<Clusters['open']>
} {
  const writer = {
    apply: async () => {
      throw new TypeError('approvals never write to a cluster')
    },
  }
  return { infos: [], health: () => [], open: () => ({ reader: reader(), writer }) }
}

const judgeOf = (world: World, given: Partial<Judge> = {}): Judge => ({
  judge: ({ command }) => (command === 'get' ? denies : world.verdict),
  could: () => world.could,
  freezes: () => [],
  reasonHolds: () => true,
  terms: { undoMs: 30 * MINUTE, aheadMs: 24 * 60 * MINUTE, temporaryMs: 4 * 60 * MINUTE },
  breakGlass: undefined,
  ...given,
})

type ApprovalStage = ReturnType<typeof approvalStage>

/** What a message says first; empty while there is none. */
export function titleOf({ memory }: ApprovalStage, key = 'plan/p1/card'): string {
  const delivery = memory.deliveries.get(key)
  return delivery ? plain(delivery.view.title) : ''
}

/** What is on record, in order. */
export const kindsOf = ({ memory }: ApprovalStage): readonly string[] =>
  memory.records.map(({ kind, decision }) => decision ?? kind)
