import { scaleForTests } from './scale-command.ts'
import type { Actor } from '../../src/core/actor.ts'
import type { AuditLog } from '../../src/core/audit.ts'
import type { Applied } from '../../src/core/cluster.ts'
import type { Command } from '../../src/core/command.ts'
import type { Facts } from '../../src/core/judge.ts'
import type { Effect } from '../../src/core/plan.ts'
import { createAdmission } from '../../src/core/road/admission.ts'
import { createAnswer } from '../../src/core/road/answer.ts'
import { createDispatch } from '../../src/core/road/dispatch.ts'
import { createRefusals } from '../../src/core/road/refusals.ts'
import { createRepeats } from '../../src/core/road/repeats.ts'
import type { Trail } from '../../src/core/trail.ts'
import type { Verdict } from '../../src/core/verdict.ts'
import { fakeClock } from './fake-clock.ts'
import { type FakeCluster, fakeClusterReader, type PlainObject } from './fake-cluster-reader.ts'
import { fakeConversation } from './fake-conversation.ts'
import { fakeLog } from './fake-log.ts'

type Wishes = Omit<FakeCluster, 'objects'> & {
  readonly objects?: PlainObject[]
  readonly commands?: readonly Command[]
  readonly judge?: (facts: Facts) => Verdict
  /** What the API server does with a write; default: accepts, and changes nothing by itself. */
  readonly apply?: (effect: Effect, dryRun: boolean) => Promise<Applied>
  readonly identify?: () => Promise<Actor>
  readonly trail?: Trail
  readonly audit?: AuditLog
  readonly perUser?: { readonly burst: number; readonly perSecond: number }
  readonly clusters?: readonly string[]
}

export const jane: Actor = {
  userId: 'U1',
  teamId: 'T1',
  name: 'Jane',
  user: 'jane@example.com',
  groups: ['shop-devs'],
  roles: ['developer'],
}

const allowed: Verdict = { kind: 'allow', rule: { name: 'all' }, reason: 'everybody may' }

/** The whole road with a fake cluster at its end and a fake conversation at its beginning. */
export function testRoad(wishes: Wishes = {}) {
  const clock = fakeClock()
  const log = fakeLog()
  const conversation = fakeConversation()
  const reader = fakeClusterReader(wishes)
  const writes: { readonly effect: Effect; readonly dryRun: boolean }[] = []
  const events: string[] = []
  const stopping = new AbortController()
  const refusals = createRefusals()
  const judge = wishes.judge ?? (() => allowed)
  const accept = async (effect: Effect): Promise<Applied> => ({
    object: {
      metadata: {
        name: effect.target.name,
        uid: effect.target.uid,
        generation: effect.target.generation + 1,
      },
    },
    auditId: 'audit-1',
  })
  const infos = (wishes.clusters ?? ['prod-eu']).map((cluster) => ({
    cluster,
    environment: 'production',
    production: true,
  }))
  let count = 0
  const recorded = (event: string) => ({ seq: events.push(event) })
  const dispatch = createDispatch({
    commands: wishes.commands ?? [scaleForTests],
    clusters: {
      infos,
      health: () => infos.map((info) => ({ ...info, state: 'reachable' as const })),
      open: () => ({
        reader,
        writer: {
          apply: async (effect, { dryRun }) => {
            events.push(dryRun ? 'dry-run' : 'write')
            writes.push({ effect, dryRun })
            return (wishes.apply ?? accept)(effect, dryRun)
          },
        },
      }),
    },
    judge: { judge, could: (facts) => judge(facts).kind !== 'deny' },
    refusals,
    defaults: () => ({ namespace: 'shop' }),
    invocation: '/k8s',
    version: '0.1.0',
    clock,
    ids: { short: () => `id-${++count}`, opaque: () => `opaque-${++count}` },
    trail: wishes.trail ?? {
      intent: async () => recorded('intent'),
      outcome: async (_plan, outcome) => recorded(`outcome ${outcome.kind}`),
      refusal: async ({ error }) => recorded(`refusal ${error.code}`),
    },
    audit: wishes.audit ?? { find: async () => [] },
    repeats: createRepeats(clock),
    stopping: stopping.signal,
  })
  const answer = createAnswer({
    identify: wishes.identify ?? (async () => jane),
    admission: createAdmission(
      {
        perUser: wishes.perUser ?? { burst: 20, perSecond: 1 },
        total: { burst: 100, perSecond: 50 },
      },
      clock,
    ),
    dispatch,
    refusals,
    invocation: '/k8s',
    clock,
    log,
  })
  const place = { teamId: 'T1', channelId: 'C1', kind: 'channel' } as const
  const ask = (words: string, via: 'slash' | 'button' = 'slash') =>
    answer(
      { id: `r${++count}`, person: { userId: 'U1', teamId: 'T1' }, place, words, via },
      conversation,
    )
  return {
    ask,
    clock,
    log,
    conversation,
    reader,
    writes,
    events,
    stop: () => stopping.abort(),
    refusals,
  }
}
