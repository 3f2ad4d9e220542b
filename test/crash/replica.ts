import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { EmbeddedSlack } from '../../playground/slack/slack.ts'
import { waitForConnections } from '../support/slack-driver.ts'
import { type BotProcess, startBotProcess } from './bot-process.ts'
import type { Seen } from './moments.ts'
import { kubeconfigWith, serverOf } from './place.ts'
import { startRelay } from './relay.ts'
import { startStoreRelay } from './store-relay.ts'

/** One bot after another in one place: each starts where the one before was killed. */
export type Replica = {
  isUp(): boolean
  /** At once; nothing when it is dead already. */
  kill(): void
  /** Resolves once the process is no more. */
  gone(): Promise<void>
  /** Resolves once it is up and hears Slack; starts one where there is none. */
  up(): Promise<void>
  /** Asks it to stop, as a deployment does. */
  down(): Promise<void>
  /** The same, and its relays. */
  stop(): Promise<void>
}

export type ReplicaParts = {
  /** Its own; made when it is not there. */
  readonly folder: string
  readonly config: string
  readonly policy: string
  /** Its text. */
  readonly kubeconfig: string
  readonly slack: EmbeddedSlack
  /** Of a PostgreSQL. */
  readonly database: string | undefined
  /** True: it goes no further. */
  readonly see: (seen: Seen) => boolean
  /** It ended by itself, or met what nobody foresaw. */
  readonly onBroke: (how: string) => void
}

const UNFORESEEN = new Set(['request broke', 'program broke', 'bot cannot start', 'keeper broke'])

export async function createReplica(parts: ReplicaParts): Promise<Replica> {
  const { folder, slack, see, onBroke } = parts
  const relays = await startRelays(parts)
  furnish(parts, relays.cluster.url)
  const env = {
    SLACK_API_URL: `${relays.slack.url}/api/`,
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    ...(relays.database && { DATABASE_URL: relays.database.url }),
  }
  const onLine: Parameters<typeof startBotProcess>[0]['onLine'] = (line) => {
    if (UNFORESEEN.has(line.msg)) onBroke(JSON.stringify(line))
    see({ wire: 'log', stage: 'told', line })
  }
  let bot: BotProcess | undefined
  const isUp = () => bot?.isAlive() === true
  const down = async () => {
    if (isUp()) await bot?.stop()
  }
  return {
    isUp,
    kill: () => bot?.kill(),
    gone: async () => bot?.gone,
    async up() {
      if (isUp() && (await bot?.ready) === true) return
      await bot?.gone
      bot = startBotProcess({ folder, env, onLine, onBroke })
      if (await bot.ready) await waitForConnections(slack)
    },
    down,
    async stop() {
      await down()
      await Promise.all([relays.cluster.stop(), relays.slack.stop(), relays.database?.stop()])
    },
  }
}

function furnish({ folder, config, policy, kubeconfig }: ReplicaParts, server: string): void {
  mkdirSync(folder, { recursive: true })
  const files = {
    'deckwatch.yaml': config,
    'policy.yaml': policy,
    'relayed.kubeconfig': kubeconfigWith(kubeconfig, server),
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
}

async function startRelays({ kubeconfig, slack, database, see }: ReplicaParts) {
  return {
    cluster: await startRelay(serverOf(kubeconfig), (stage, call) =>
      see({ wire: 'cluster', stage, call }),
    ),
    slack: await startRelay(new URL(slack.apiUrl).origin, (stage, call) =>
      see({ wire: 'slack', stage, call }),
    ),
    database:
      database === undefined
        ? undefined
        : await startStoreRelay(database, (stage) => see({ wire: 'store', stage })),
  }
}
