import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startCluster } from '../../playground/cluster/cluster.ts'
import type { EmbeddedCluster } from '../../playground/cluster/embedded-cluster.ts'
import { type EmbeddedSlack, startSlack } from '../../playground/slack/slack.ts'
import type { StoreTarget } from '../../src/store/settings.ts'
import { NO_LIMITS, SAMPLE_CONFIG, settled } from '../support/whole-stage.ts'
import { type BotProcess, type Line, startBotProcess } from './bot-process.ts'

/** One process of the bot, which is ready. */
export type Pod = {
  readonly bot: BotProcess
  /** Where it says how it is. */
  readonly health: string
  /** Where it listens for Slack, in HTTP mode. */
  readonly slackPort: number | undefined
}

/** A place in which processes of the bot are started and stopped, as a deployment does it. */
export type Place = {
  readonly slack: EmbeddedSlack
  readonly prod: EmbeddedCluster
  /** Messages of the log that nobody foresaw. */
  readonly broke: readonly string[]
  /** Every line of every process. */
  readonly lines: readonly Line[]
  /** Resolves once the new one is ready. */
  start(): Promise<Pod>
  /** SIGTERM, and what it took: milliseconds, exit code, and what `/readyz` answered while it was on its way. */
  stop(pod: Pod): Promise<Stopped>
  end(): Promise<void>
}

export type Stopped = { readonly ms: number; readonly code: number | null; readonly readyz: number }

type Wishes = {
  readonly store: StoreTarget
  /** More of `deckwatch.yaml`. */
  readonly config: string
}

export async function startPlace({ store, config }: Wishes): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'deckwatch-rolling-'))
  const [prod, staging] = await Promise.all([
    startCluster({ name: 'prod-eu', speed: 5 }),
    startCluster({ name: 'staging', speed: 5 }),
  ])
  await settled(prod)
  const slack = await startSlack({ rateLimits: 'off' })
  const path = store.engine === 'sqlite' ? `store: {path: ${store.path}}\n` : ''
  const files = {
    'deckwatch.yaml': `${SAMPLE_CONFIG}${NO_LIMITS}${path}${config}`,
    'policy.yaml': readFileSync(new URL('../../playground/setup/policy.yaml', import.meta.url)),
    'prod-eu.kubeconfig': prod.kubeconfig(),
    'staging.kubeconfig': staging.kubeconfig(),
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  const env = {
    SLACK_API_URL: slack.apiUrl,
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_SIGNING_SECRET: slack.signingSecret,
    ...(store.engine === 'postgres' && { DATABASE_URL: store.url }),
  }
  const broke: string[] = []
  const lines: Line[] = []
  const pods: Pod[] = []
  return {
    slack,
    prod,
    broke,
    lines,
    start: async () => {
      const pod = await startPod({ folder, env }, (line) => {
        lines.push(line)
        if (/broke|unhandled/i.test(line.msg)) broke.push(JSON.stringify(line))
      })
      pods.push(pod)
      return pod
    },
    stop: stopPod,
    end: async () => {
      await Promise.all(pods.map(({ bot }) => bot.stop()))
      await slack.stop()
      await Promise.all([prod.stop(), staging.stop()])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

type Around = { readonly folder: string; readonly env: Readonly<Record<string, string>> }

async function startPod(around: Around, onLine: (line: Line) => void): Promise<Pod> {
  const ports = new Map<string, number>()
  const bot = startBotProcess({
    ...around,
    onBroke: (how) => onLine({ level: 'error', msg: `broke: ${how}` }),
    onLine: (line) => {
      onLine(line)
      if (line.msg === 'Listening for Slack') ports.set('slack', Number(line['port']))
      if (line.msg === 'bot ready') ports.set('health', Number(line['healthPort']))
    },
  })
  if (!(await bot.ready)) throw new Error('the bot ended before it was ready')
  const health = `http://127.0.0.1:${String(ports.get('health'))}`
  return { bot, health, slackPort: ports.get('slack') }
}

async function stopPod({ bot, health }: Pod): Promise<Stopped> {
  const since = performance.now()
  const stopped = bot.stop()
  // The signal is on its way: the first answer that is not "ready" counts.
  let readyz = 200
  while (readyz === 200)
    readyz = await fetch(`${health}/readyz`).then(
      ({ status }) => status,
      () => 0,
    )
  await stopped
  return { ms: Math.round(performance.now() - since), code: bot.exitCode(), readyz }
}
