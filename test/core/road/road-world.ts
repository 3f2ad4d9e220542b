import { approve } from '../../../commands/approve.ts'
import { breakGlass } from '../../../commands/break-glass.ts'
import { undo } from '../../../commands/undo.ts'
import type { Actor, Identify } from '../../../src/core/actor.ts'
import type { Approvers } from '../../../src/core/approvers.ts'
import type { AuditEntry, AuditLog } from '../../../src/core/audit.ts'
import type { Applied } from '../../../src/core/cluster.ts'
import type { Command } from '../../../src/core/command.ts'
import type { Facts, Judge } from '../../../src/core/judge.ts'
import type { Effect } from '../../../src/core/plan.ts'
import type { Trail } from '../../../src/core/trail.ts'
import type { Verdict } from '../../../src/core/verdict.ts'
import { type FakeClock, fakeClock } from '../../support/fake-clock.ts'
import {
  type FakeCluster,
  fakeClusterReader,
  type PlainObject,
} from '../../support/fake-cluster-reader.ts'
import { type FakeConversation, fakeConversation } from './fake-conversation.ts'
import { fakeLog } from '../../support/fake-log.ts'
import { fakeMessenger, type FakeMessenger } from '../../support/fake-messenger.ts'
import { type MemoryBook, memoryBook } from '../../support/memory-book.ts'
import { scaleForTests } from './scale-command.ts'

export type RoadWishes = Omit<FakeCluster, 'objects'> & {
  readonly objects?: PlainObject[]
  readonly commands?: readonly Command[]
  readonly judge?: (facts: Facts) => Verdict
  /** What the API server does with a write; default: accepts, and changes nothing by itself. */
  readonly apply?: (effect: Effect, dryRun: boolean) => Promise<Applied>
  readonly identify?: Identify
  readonly audit?: AuditLog
  readonly approvers?: Approvers
  readonly rules?: Partial<Judge>
  readonly perUser?: { readonly burst: number; readonly perSecond: number }
  readonly clusters?: readonly string[]
  readonly takeoverMs?: number
}

export const jane: Actor = {
  userId: 'U1',
  teamId: 'T1',
  name: 'Jane',
  user: 'jane@example.com',
  groups: ['shop-devs'],
  roles: ['developer'],
}

export const allowed: Verdict = { kind: 'allow', rule: { name: 'all' }, reason: 'everybody may' }

/** What outlives a process: time, the cluster, the store, Slack. */
export type RoadWorld = {
  readonly wishes: RoadWishes
  readonly clock: FakeClock
  readonly log: ReturnType<typeof fakeLog>
  readonly book: MemoryBook
  readonly messenger: FakeMessenger
  readonly conversation: FakeConversation
  readonly reader: ReturnType<typeof fakeClusterReader>
  readonly writes: { readonly effect: Effect; readonly dryRun: boolean }[]
  /** Records and writes in the order in which they happened. */
  readonly events: string[]
  readonly trail: Trail
  readonly judge: Judge
  readonly commands: readonly Command[]
  readonly nextId: () => string
}

/** One of each, with what a test wishes otherwise. */
export function createWorld(wishes: RoadWishes): RoadWorld {
  const clock = fakeClock()
  const book = memoryBook(clock)
  const events: string[] = []
  let count = 0
  return {
    wishes,
    clock,
    log: fakeLog(),
    book,
    messenger: fakeMessenger(),
    conversation: fakeConversation(),
    reader: fakeClusterReader(wishes),
    writes: [],
    events,
    trail: {
      keep: async (entry) => {
        if (book.away) await book.now()
        events.push(eventOf(entry))
        return { seq: book.records.push(entry) }
      },
    },
    judge: judgeOf(wishes),
    commands: wishes.commands ?? [scaleForTests, undo, approve, breakGlass],
    nextId: () => `plan${String(++count).padStart(4, '0')}`,
  }
}

export const eventOf = ({ kind, outcome, decision }: AuditEntry): string =>
  [kind, outcome?.kind ?? decision].filter((word) => word !== undefined).join(' ')

function judgeOf({ judge = () => allowed, rules }: RoadWishes): Judge {
  return {
    judge,
    could: (facts) => judge(facts).kind !== 'deny',
    freezes: () => [],
    reasonHolds: (pattern, reason) => new RegExp(pattern).test(reason),
    terms: { undoMs: 30 * 60_000, aheadMs: 7 * 86_400_000, temporaryMs: 86_400_000 },
    breakGlass: undefined,
    ...rules,
  }
}
