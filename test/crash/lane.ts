import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PageMessage } from '../../playground/slack/page-model.ts'
import { type EmbeddedSlack, startSlack } from '../../playground/slack/slack.ts'
import { people } from '../../playground/slack/workspace.ts'
import type { StoreTarget } from '../../src/store/settings.ts'
import { isWrite, type Seen } from './moments.ts'
import { configFor, furnish, POLICY, reader } from './place.ts'
import type { Call } from './relay.ts'
import { createReplica, type Replica } from './replica.ts'
import { createTripwire, type Tripwire } from './tripwire.ts'

/** Set: the lanes' folders, with what the bots wrote into their logs, are left behind. */
const KEEP = process.env['DECKWATCH_CRASH_KEEP'] !== undefined

/** A namespace with bots of its own and a Slack that outlives them. */
export type Lane = {
  readonly namespace: string
  readonly folder: string
  readonly slack: EmbeddedSlack
  readonly replicas: readonly Replica[]
  readonly tripwire: Tripwire<Replica>
  readonly store: StoreTarget
  /** What went on to the API server and was no rehearsal, as far as it is known by now. */
  readonly writes: Map<object, Call>
  /** Every message of the bots in every shape it had. */
  readonly shown: PageMessage[]
  /** What a bot did that it must never do: end by itself, or meet what nobody foresaw. */
  readonly broke: string[]
  /** One of the objects, as it is in the cluster now. */
  read(object: string): Promise<{ readonly replicas: number; readonly generation: number }>
  /** Somebody else changes it: one more generation. */
  meddle(object: string): Promise<void>
  /** Is any of the bots? */
  isUp(): boolean
  /** Resolves once all bots are up and hear Slack; starts those that are not. */
  up(): Promise<void>
  /** Kills all of them at once. */
  kill(): void
  /** Asks all bots to stop, as a deployment does. */
  down(): Promise<void>
  stop(): Promise<void>
}

export type LaneOptions = {
  readonly kubeconfig: string
  readonly namespace: string
  /** Default: a file of its own. */
  readonly database?: string
  /** Default 1. */
  readonly replicas?: number
}

export async function startLane(options: LaneOptions): Promise<Lane> {
  const { kubeconfig, namespace, database, replicas: size = 1 } = options
  const { kubeconfig: ofBot, unfurnish } = furnish(kubeconfig, namespace)
  const folder = mkdtempSync(join(tmpdir(), 'deckwatch-crash-'))
  const slack = await startSlack({ rateLimits: 'off' })
  const writes = new Map<object, Call>()
  const broke: string[] = []
  const tripwire = createTripwire<Replica>()
  const start = async (at: number): Promise<Replica> => {
    const replica = await createReplica({
      folder: join(folder, `bot-${at}`),
      config: configFor(namespace),
      policy: POLICY,
      kubeconfig: ofBot,
      slack,
      database,
      see: (seen) => {
        const isTripped = tripwire.see(seen, replica)
        note(seen, writes)
        return isTripped
      },
      onBroke: (how) => broke.push(how),
    })
    return replica
  }
  const replicas = await Promise.all(Array.from({ length: size }, (_, at) => start(at)))
  const { read, meddle, close } = reader(kubeconfig, namespace)
  return {
    namespace,
    folder,
    slack,
    replicas,
    tripwire,
    store: storeOf(folder, database),
    writes,
    shown: everythingShown(slack),
    broke,
    read,
    meddle,
    isUp: () => replicas.some((replica) => replica.isUp()),
    up: async () => void (await Promise.all(replicas.map((replica) => replica.up()))),
    kill: () => replicas.forEach((replica) => replica.kill()),
    down: async () => void (await Promise.all(replicas.map((replica) => replica.down()))),
    async stop() {
      await Promise.all(replicas.map((replica) => replica.stop()))
      await slack.stop()
      await close()
      unfurnish()
      if (!KEEP) rmSync(folder, { recursive: true, force: true })
    },
  }
}

const storeOf = (folder: string, database: string | undefined): StoreTarget =>
  database === undefined
    ? { engine: 'sqlite', path: join(folder, 'deckwatch.sqlite') }
    : { engine: 'postgres', url: database }

/** One and the same call is seen in several stages; its headers are the same object in all of them. */
function note(seen: Seen, writes: Map<object, Call>): void {
  if (seen.wire !== 'cluster' || seen.stage === 'arrived') return
  if (isWrite(seen.call)) writes.set(seen.call.headers, seen.call)
}

function everythingShown(slack: EmbeddedSlack): PageMessage[] {
  const shown: PageMessage[] = []
  slack.onChange((change) => {
    if (change.change === 'message' && change.message.userId === people.deckwatch.id)
      shown.push(change.message)
  })
  return shown
}
