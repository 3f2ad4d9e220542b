import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PageMessage } from '../../playground/slack/page-model.ts'
import { type EmbeddedSlack, startSlack } from '../../playground/slack/slack.ts'
import { people } from '../../playground/slack/workspace.ts'
import type { StoreTarget } from '../../src/store/settings.ts'
import { waitForConnections } from '../support/slack-driver.ts'
import { type BotProcess, startBotProcess } from './bot-process.ts'
import { isWrite } from './moments.ts'
import { configFor, furnish, kubeconfigWith, POLICY, reader, serverOf } from './place.ts'
import { type Call, type Relay, type Stage, startRelay } from './relay.ts'
import { startStoreRelay, type StoreRelay } from './store-relay.ts'
import { createTripwire, type Tripwire } from './tripwire.ts'

/** Set: the lanes' folders, with what the bots wrote into their logs, are left behind. */
const KEEP = process.env['DECKWATCH_CRASH_KEEP'] !== undefined

/** A namespace with a bot of its own and a Slack that outlives it. */
export type Lane = {
  readonly namespace: string
  readonly folder: string
  readonly slack: EmbeddedSlack
  readonly tripwire: Tripwire
  readonly store: StoreTarget
  /** What went on to the API server and was no rehearsal, as far as it is known by now. */
  readonly writes: Map<object, Call>
  /** Every message of the bot in every shape it had. */
  readonly shown: PageMessage[]
  /** What the bot did that it must never do: end by itself, or meet what nobody foresaw. */
  readonly broke: string[]
  /** One of the objects, as it is in the cluster now. */
  read(object: string): Promise<{ readonly replicas: number; readonly generation: number }>
  isUp(): boolean
  /** At once; nothing when it is dead already. */
  kill(): void
  /** Resolves once the process is no more. */
  gone(): Promise<void>
  /** Resolves once a bot is up and hears Slack; starts one where there is none. */
  up(): Promise<void>
  /** Asks the bot to stop, as a deployment does. */
  down(): Promise<void>
  stop(): Promise<void>
}

export type LaneOptions = {
  readonly kubeconfig: string
  readonly namespace: string
  readonly store?: Extract<StoreTarget, { engine: 'postgres' }>
  readonly policy?: string
}

export async function startLane(options: LaneOptions): Promise<Lane> {
  const { kubeconfig, namespace } = options
  const unfurnish = furnish(kubeconfig, namespace)
  const folder = mkdtempSync(join(tmpdir(), 'deckwatch-crash-'))
  const slack = await startSlack({ rateLimits: 'off' })
  const wires = await startWires({ slack, kubeconfig, database: options.store?.url })
  const files = {
    'deckwatch.yaml': configFor(namespace),
    'policy.yaml': options.policy ?? POLICY,
    'relayed.kubeconfig': kubeconfigWith(kubeconfig, wires.cluster.url),
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)

  const shown: PageMessage[] = []
  slack.onChange((change) => {
    if (change.change === 'message' && change.message.userId === people.deckwatch.id)
      shown.push(change.message)
  })
  const reads = reader(kubeconfig, namespace)
  const store = options.store ?? {
    engine: 'sqlite' as const,
    path: join(folder, 'deckwatch.sqlite'),
  }
  const bot = createBot({ folder, slack, wires })
  return {
    namespace,
    folder,
    slack,
    tripwire: wires.tripwire,
    store,
    writes: wires.writes,
    shown,
    read: (object) => reads.read(object),
    ...bot,
    async stop() {
      await bot.down()
      await Promise.all([wires.cluster.stop(), wires.slack.stop(), wires.database?.stop()])
      await slack.stop()
      await reads.close()
      unfurnish()
      if (!KEEP) rmSync(folder, { recursive: true, force: true })
    },
  }
}

type Wires = {
  readonly cluster: Relay
  readonly slack: Relay
  readonly database: StoreRelay | undefined
  readonly tripwire: Tripwire
  readonly writes: Map<object, Call>
}

type Ends = {
  readonly slack: EmbeddedSlack
  readonly kubeconfig: string
  readonly database: string | undefined
}

async function startWires({ slack, kubeconfig, database }: Ends): Promise<Wires> {
  const tripwire = createTripwire()
  const writes = new Map<object, Call>()
  const on = (wire: 'cluster' | 'slack') => (stage: Stage, call: Call) => {
    const isTripped = tripwire.see({ wire, stage, call })
    if (wire === 'cluster' && isWrite(call) && stage !== 'arrived') writes.set(call.headers, call)
    return isTripped
  }
  const onCommit = (stage: Stage) => tripwire.see({ wire: 'store', stage })
  return {
    tripwire,
    writes,
    cluster: await startRelay(serverOf(kubeconfig), on('cluster')),
    slack: await startRelay(new URL(slack.apiUrl).origin, on('slack')),
    database: database === undefined ? undefined : await startStoreRelay(database, onCommit),
  }
}

type BotParts = Pick<Lane, 'folder' | 'slack'> & { readonly wires: Wires }

function createBot({ folder, slack, wires }: BotParts) {
  const broke: string[] = []
  const env = {
    SLACK_API_URL: `${wires.slack.url}/api/`,
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    ...(wires.database && { DATABASE_URL: wires.database.url }),
  }
  let bot: BotProcess | undefined
  const start = () =>
    startBotProcess({
      folder,
      env,
      onBroke: (how) => broke.push(how),
      onLine: (line) => {
        if (UNFORESEEN.has(line.msg)) broke.push(JSON.stringify(line))
        wires.tripwire.see({ wire: 'log', stage: 'told', line })
      },
    })
  const isUp = () => bot?.isAlive() === true
  return {
    broke,
    isUp,
    kill: () => bot?.kill(),
    gone: async () => bot?.gone,
    async up() {
      if (isUp() && (await bot?.ready) === true) return
      await bot?.gone
      bot = start()
      if (await bot.ready) await waitForConnections(slack)
    },
    async down() {
      if (isUp()) await bot?.stop()
    },
  }
}

const UNFORESEEN = new Set(['request broke', 'program broke', 'bot cannot start'])
