import { createApprovals } from '../../../src/core/approvals/approvals.ts'
import type { Applied } from '../../../src/core/cluster.ts'
import type { PlanBook } from '../../../src/core/held/plan-book.ts'
import { createKeeper } from '../../../src/core/keeper/keeper.ts'
import { createTakeOver } from '../../../src/core/keeper/take-over.ts'
import type { Effect } from '../../../src/core/plan.ts'
import { createAdmission } from '../../../src/core/road/admission.ts'
import { createAnswer } from '../../../src/core/road/answer.ts'
import { createDispatch } from '../../../src/core/road/dispatch.ts'
import { createPerform } from '../../../src/core/road/perform.ts'
import { createRefusals } from '../../../src/core/road/refusals.ts'
import { createReplan } from '../../../src/core/road/replan.ts'
import { sampleConfiguration } from '../../support/sample-configuration.ts'
import { fakeIncidentDesk } from '../../support/fake-incident-desk.ts'
import { type Life, mortal } from './mortal.ts'
import { eventOf, jane, type RoadWorld } from './road-world.ts'
import { noMeter } from '../../../src/core/meter.ts'
import { noTracer } from '../../../src/core/tracer.ts'

/** One process of the bot on a world that outlives it. */
export function startProcess(world: RoadWorld, runner: string) {
  const { wishes, clock, log, judge, commands, nextId } = world
  const life: Life = { isOver: false }
  const stopping = new AbortController()
  const refusals = createRefusals()
  const identify = wishes.identify ?? (async () => jane)
  const shared = {
    clock,
    log,
    tracer: noTracer,
    judge,
    commands,
    identify,
    refusals,
    ids: { short: nextId, opaque: nextId },
    clusters: clustersOf(world, life),
    trail: mortal(life, world.trail),
    audit: wishes.audit ?? { find: async () => [] },
    book: mortal(life, telling(world)),
    messenger: mortal(life, world.messenger),
    holdsSecret: (words: string) => words.includes('hunter2'),
    invocation: '/k8s',
    version: '0.1.0',
    defaults: () => ({ namespace: 'shop' }),
    plans: (asking: Parameters<typeof approvals.desk>[0]) => approvals.desk(asking),
    incidents: () => fakeIncidentDesk(),
    status: async () => ({
      version: '0.1.0',
      since: new Date(0),
      troubles: [],
      clusters: [],
      slack: { mode: 'socket' as const, open: 2, wanted: 2 },
      store: { engine: 'sqlite' as const },
    }),
    configuration: () => sampleConfiguration,
    readable: clustersOf(world, life),
    stopping: stopping.signal,
    runner,
    takeoverMs: wishes.takeoverMs ?? 30_000,
  }
  const replan = createReplan(shared)
  const approvals: ReturnType<typeof createApprovals> = createApprovals({
    ...shared,
    approvers: wishes.approvers ?? { groupsOf: async () => [], suggest: async () => [] },
    replan,
    wake: () => keeper.wake(),
  })
  const perform = createPerform(shared)
  const takeOver = createTakeOver(shared)
  const keeper = createKeeper({ ...shared, approvals, perform, takeOver, stopping })
  const dispatch = createDispatch({
    ...shared,
    approvals,
    perform,
  })
  const perUser = wishes.perUser ?? { burst: 20, perSecond: 1 }
  const limits = { perUser, total: { burst: 100, perSecond: 50 } }
  const admission = createAdmission(() => limits, clock)
  const answer = createAnswer({ ...shared, meter: noMeter, admission, dispatch })
  return { answer, keeper, replan, stopping, life }
}

/** The book, with what goes into it among the events. */
function telling({ book, events }: RoadWorld): PlanBook {
  return {
    ...book,
    find: (id) => book.find(id),
    commit: async (step) => {
      const result = await book.commit(step)
      if (result.kind === 'done') events.push(...step.records.map(eventOf))
      return result
    },
  }
}

function clustersOf({ wishes, reader, events, writes }: RoadWorld, life: Life) {
  const infos = (wishes.clusters ?? ['prod-eu']).map((cluster) => ({
    cluster,
    environment: 'production',
    production: true,
  }))
  const writer = {
    apply: async (effect: Effect, { dryRun }: { readonly dryRun: boolean }): Promise<Applied> => {
      events.push(dryRun ? 'dry-run' : 'write')
      writes.push({ effect, dryRun })
      return (wishes.apply ?? accept)(effect, dryRun)
    },
  }
  return {
    infos,
    health: () => infos.map((info) => ({ ...info, state: 'reachable' as const })),
    open: () => ({ reader: mortal(life, reader), writer: mortal(life, writer) }),
  }
}

const accept = async ({ target }: Effect): Promise<Applied> => ({
  object: { metadata: { name: target.name, uid: target.uid, generation: target.generation + 1 } },
  auditId: 'audit-1',
})
