import type { Command, CommandContext, Desk } from '../../src/core/command.ts'
import type { Facts, Judge } from '../../src/core/judge.ts'
import type { Verdict } from '../../src/core/verdict.ts'
import {
  type FakeCluster,
  type FakeClusterReader,
  fakeClusterReader,
} from './fake-cluster-reader.ts'
import { sampleConfiguration } from './sample-configuration.ts'
import { fakeIncidentDesk } from './fake-incident-desk.ts'
import { fakePlanDesk } from './fake-plan-desk.ts'
import { type FakeClock, fakeClock } from './fake-clock.ts'

type Wishes = FakeCluster & {
  readonly words?: string
  readonly desk?: Partial<Desk>
  readonly commands?: readonly Command[]
  /** What policy refuses; everything else is allowed. */
  readonly denies?: (facts: Facts) => boolean
  readonly namespace?: string
  readonly judge?: Partial<Judge>
}

export type TestContext = CommandContext & {
  readonly cluster: FakeClusterReader
  readonly clock: FakeClock
}

const DAY_MS = 86_400_000

const actor = {
  userId: 'U1',
  teamId: 'T1',
  name: 'Jane',
  user: 'jane',
  groups: ['shop-devs'],
  roles: ['developer'],
}

/** Everything a command may use, on a fake cluster, asked by Jane in `#shop`. */
export function commandContext(wishes: Wishes = {}): TestContext {
  const clock = fakeClock()
  const place = { teamId: 'T1', channelId: 'C1', kind: 'channel' } as const
  const request = {
    id: 'r1',
    place,
    words: wishes.words ?? '',
    via: 'slash',
    actor,
    at: clock.now(),
  } as const
  return {
    request,
    cluster: fakeClusterReader(wishes),
    defaultNamespace: wishes.namespace ?? 'shop',
    clock,
    signal: new AbortController().signal,
    desk: {
      commands: wishes.commands ?? [],
      judge: { ...fakeJudge(wishes.denies ?? (() => false)), ...wishes.judge },
      facts: {
        actor,
        cluster: { name: 'prod-eu', environment: 'production' },
        place,
        at: clock.now(),
      },
      clusters: () => [],
      invocation: '/k8s',
      meantHere: 'prod-eu',
      lastRefusal: () => undefined,
      audit: { find: async () => [] },
      plans: fakePlanDesk(),
      incidents: fakeIncidentDesk(),
      version: '0.1.0',
      status: async () => ({
        version: '0.1.0',
        since: clock.now(),
        troubles: [],
        clusters: [],
        slack: { mode: 'socket' as const, open: 2, wanted: 2 },
        store: { engine: 'sqlite' as const },
      }),
      configuration: () => sampleConfiguration,
      ...wishes.desk,
    },
  }
}

function fakeJudge(denies: (facts: Facts) => boolean): Judge {
  const judge = (facts: Facts): Verdict =>
    denies(facts)
      ? {
          kind: 'deny',
          rule: { name: 'no', line: 7 },
          reason: 'the policy says no',
          contact: '#platform',
        }
      : { kind: 'allow', rule: { name: 'yes' }, reason: 'allowed' }
  return {
    judge,
    could: (facts) => !denies(facts),
    freezes: () => [],
    reasonHolds: () => true,
    terms: { undoMs: DAY_MS, aheadMs: 7 * DAY_MS, temporaryMs: 7 * DAY_MS },
    breakGlass: undefined,
  }
}
