import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startCluster } from '../../playground/cluster/cluster.ts'
import type { EmbeddedCluster } from '../../playground/cluster/embedded-cluster.ts'
import { type EmbeddedSlack, startSlack } from '../../playground/slack/slack.ts'
import type { StoreTarget } from '../../src/store/settings.ts'
import { type BotProcess, startBotProcess } from '../crash/bot-process.ts'
import { waitForConnections } from '../support/slack-driver.ts'
import { NO_LIMITS, SAMPLE_CONFIG, settled } from '../support/whole-stage.ts'

/** Replicas of the bot, each a process of its own, on one Slack and one store. */
export type Crew = {
  readonly slack: EmbeddedSlack
  readonly prod: EmbeddedCluster
  readonly bots: readonly BotProcess[]
  /** What a bot did that nobody asked it to: end, or meet what nobody foresaw. */
  readonly broke: readonly string[]
  /** Resolves with which of them is the next to write this line. */
  next(msg: string): Promise<number>
  stop(): Promise<void>
}

const QUICK = 'approvals: {takeoverAfter: 2s}\nslack: {connections: 1}\n'

/** Two bots by default: what Slack sends goes to one after the other. */
export async function startCrew(store: StoreTarget, size = 2): Promise<Crew> {
  const folder = mkdtempSync(join(tmpdir(), 'deckwatch-crew-'))
  const prod = await startCluster({ name: 'prod-eu', speed: 20 })
  const staging = await startCluster({ name: 'staging', speed: 20 })
  await settled(prod)
  const slack = await startSlack({ rateLimits: 'off' })
  const files = {
    'deckwatch.yaml': `${SAMPLE_CONFIG}${NO_LIMITS}${QUICK}`,
    'policy.yaml': readFileSync(new URL('../../playground/setup/policy.yaml', import.meta.url)),
    'prod-eu.kubeconfig': prod.kubeconfig(),
    'staging.kubeconfig': staging.kubeconfig(),
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  const broke: string[] = []
  const waiting: Waiting[] = []
  const env = {
    SLACK_API_URL: slack.apiUrl,
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    ...(store.engine === 'postgres' && { DATABASE_URL: store.url }),
  }
  const bots: BotProcess[] = []
  // One after the other: the first one makes the store's tables.
  for (let bot = 0; bot < size; bot++) {
    const onLine = ({ msg }: { readonly msg: string }) => {
      for (const one of waiting.splice(0))
        if (one.msg === msg) one.resolve(bot)
        else waiting.push(one)
      if (/broke|unhandled/i.test(msg)) broke.push(msg)
    }
    const started = startBotProcess({ folder, env, onLine, onBroke: (how) => broke.push(how) })
    bots.push(started)
    await started.ready
  }
  await waitForConnections(slack, size)
  return {
    slack,
    prod,
    bots,
    broke,
    next: (msg) => new Promise((resolve) => waiting.push({ msg, resolve })),
    stop: async () => {
      await Promise.all(bots.map((bot) => (bot.isAlive() ? bot.stop() : bot.gone)))
      await slack.stop()
      await Promise.all([prod.stop(), staging.stop()])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

type Waiting = { readonly msg: string; readonly resolve: (bot: number) => void }
