import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startCluster } from '../../playground/cluster/cluster.ts'
import type { EmbeddedCluster } from '../../playground/cluster/embedded-cluster.ts'
import { workload } from '../../playground/cluster/seed/workload.ts'
import { type EmbeddedSlack, startSlack } from '../../playground/slack/slack.ts'
import type { StoreTarget } from '../../src/store/settings.ts'
import { engines } from '../support/store-engines.ts'
import { type Admin, adminOf } from '../support/whole-admin.ts'
import { settled } from '../support/whole-stage.ts'
import { type SoakedBot, startBot } from './bot.ts'
import { type Cable, cableTo } from './cable.ts'
import { type History, historyOf } from './history.ts'
import { CLUSTERS, CONFIG, DESKS, FRAIL, POLICY, TILL } from './settings.ts'

/** Set: the bot's folder, with its log and its store, is left behind. */
const KEEP = process.env['DECKWATCH_SOAK_KEEP'] !== undefined
const WITH_POSTGRES = process.env['DECKWATCH_SOAK_STORE'] === 'postgres'

export type Ground = {
  readonly cluster: EmbeddedCluster
  /** Between the bot and the cluster. */
  readonly cable: Cable
  readonly history: History
  readonly admin: Admin
}

export type Stage = {
  readonly slack: EmbeddedSlack
  readonly grounds: readonly Ground[]
  readonly bot: SoakedBot
  readonly folder: string
  readonly store: StoreTarget
  /** What the bot's environment holds: for the program's other commands. */
  readonly env: Readonly<Record<string, string>>
  readonly alertToken: string
  /** How often the dead man’s switch was pinged. */
  pings(): number
  stop(): Promise<void>
}

/** The bundle as a process with all its parts on, an embedded Slack, two clusters. */
export async function startStage(): Promise<Stage> {
  const grounds = await Promise.all(CLUSTERS.map(startGround))
  // It allows one connection a minute, of which the weather breaks more.
  const slack = await startSlack({ rateLimits: 'off' })
  const deadman = await startDeadman()
  const [, postgres] = WITH_POSTGRES ? await engines() : []
  const engine = await postgres?.[1]()
  const folder = mkdtempSync(join(tmpdir(), 'deckwatch-soak-'))
  const store = (await engine?.fresh()) ?? sqliteIn(folder)
  const alertToken = 'a-token-of-an-alertmanager'
  const env = {
    SLACK_API_URL: slack.apiUrl,
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    DECKWATCH_ALERTMANAGER_TOKEN: alertToken,
    DECKWATCH_DEADMAN_URL: deadman.url,
    ...(store.engine === 'postgres' && { DATABASE_URL: store.url }),
  }
  write(folder, grounds)
  const bot = await startBot({ folder, env })
  return {
    slack,
    grounds,
    bot,
    folder,
    store,
    env,
    alertToken,
    pings: deadman.pings,
    async stop() {
      await bot.stop()
      await slack.stop()
      for (const { admin, cable, history, cluster } of grounds) {
        history.stop()
        await cable.stop()
        await admin.close()
        await cluster.stop()
      }
      deadman.stop()
      await engine?.stop()
      if (!KEEP) rmSync(folder, { recursive: true, force: true })
    },
  }
}

const sqliteIn = (folder: string): StoreTarget => ({
  engine: 'sqlite',
  path: join(folder, 'deckwatch.sqlite'),
})

async function startGround(name: string): Promise<Ground> {
  const cluster = await startCluster({ name })
  const admin = adminOf(cluster)
  for (const name of [...DESKS, TILL, ...FRAIL])
    await admin.create(
      'shop/deployments',
      workload({ name, namespace: 'shop', image: `shop/${name}:1` }),
    )
  await settled(cluster)
  return {
    cluster,
    admin,
    cable: await cableTo(cluster.url),
    history: await historyOf(cluster),
  }
}

function write(folder: string, grounds: readonly Ground[]): void {
  const keep = (name: string, text: string) =>
    writeFileSync(join(folder, name), text, { mode: 0o600 })
  keep('deckwatch.yaml', CONFIG)
  keep('policy.yaml', POLICY)
  for (const { cluster, cable } of grounds)
    keep(`${cluster.name}.kubeconfig`, cluster.kubeconfig('bot').replaceAll(cluster.url, cable.url))
}

async function startDeadman() {
  let pings = 0
  const server = createServer((_, response) => {
    pings++
    response.end('OK')
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    url: `http://127.0.0.1:${address.port}/ping`,
    pings: () => pings,
    stop: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
