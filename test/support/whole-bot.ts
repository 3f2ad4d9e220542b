import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Bot, startBot } from '../../playground/setup/start-bot.ts'
import type { PageMessage } from '../../playground/slack/page-model.ts'
import { type EmbeddedSlack, startSlack } from '../../playground/slack/slack.ts'
import { channels, people } from '../../playground/slack/workspace.ts'
import type { Clock } from '../../src/core/seams.ts'
import { allMetrics } from '../../src/app/metrics/all-metrics.ts'
import { createMetrics } from '../../src/telemetry/metrics.ts'
import { systemClock, systemSeams } from '../../src/telemetry/system-seams.ts'
import { type FakeLog, fakeLog } from './fake-log.ts'
import { type MountedVolume, mountVolume } from './mounted-volume.ts'
import { words } from './slack-driver.ts'
import { PATIENCE_MS } from './patience.ts'

type Options = {
  /** Files beside the configuration: kubeconfigs, for instance. */
  readonly files?: Readonly<Record<string, string>>
  /** `deckwatch.yaml`; `policy.yaml` is beside it. */
  readonly config: string
  readonly policy?: string
  readonly slack?: Parameters<typeof startSlack>[0]
  /** Beside Slack's address and tokens. */
  readonly env?: Readonly<Record<string, string>>
  /** Beside Slack's, by their variables; where files are mounted they are files, too. */
  readonly secrets?: Readonly<Record<string, string>>
  /** Default: the machine's own time. */
  readonly clock?: Clock
  /** The files lie as Kubernetes mounts them, the tokens in files of their own. */
  readonly isMounted?: boolean
}

export type WholeBot = {
  readonly slack: EmbeddedSlack
  readonly bot: Bot
  readonly log: FakeLog
  /** What it counted so far, as Prometheus reads it. */
  metrics(): Promise<string>
  /** Where the files are, if they are mounted: `deckwatch.yaml` and all beside it; the tokens by their variables. */
  readonly mounts: { readonly config: MountedVolume; readonly secrets: MountedVolume } | undefined
  /** Types `/k8s …` in #shop (or elsewhere) and resolves with the bot's last word on it. */
  ask(who: keyof typeof people, typed: string, where?: keyof typeof channels): Promise<PageMessage>
  /** The same, as words. */
  said(...asked: Parameters<WholeBot['ask']>): Promise<string>
  /** Stops the bot and starts it anew on the same files and the same Slack; `between` is done while there is none. */
  restart(between?: () => unknown): Promise<void>
  stop(): Promise<void>
}

export const ALLOW_ALL = `
rules:
  - name: all
    effect: allow
    reason: everybody may in this test
    namespaces: ['*']
`

/** The unmodified bot on real Bolt and the real transport, beside an embedded Slack. */
export async function startWholeBot(options: Options): Promise<WholeBot> {
  const folder = mkdtempSync(join(tmpdir(), 'deckwatch-bot-'))
  const files = {
    'deckwatch.yaml': options.config,
    'policy.yaml': options.policy ?? ALLOW_ALL,
    ...options.files,
  }
  const slack = await startSlack({ rateLimits: 'off', ...options.slack })
  const log = fakeLog()
  const secrets: Readonly<Record<string, string>> = {
    ...options.secrets,
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_SIGNING_SECRET: slack.signingSecret,
  }
  const mounts = options.isMounted
    ? {
        config: mountVolume(join(folder, 'config'), files),
        secrets: mountVolume(join(folder, 'secrets'), secrets),
      }
    : undefined
  if (!mounts)
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  const given: Readonly<Record<string, string>> = mounts
    ? Object.fromEntries(
        Object.keys(secrets).map((name) => [`${name}_FILE`, mounts.secrets.path(name)]),
      )
    : secrets
  const env = { SLACK_API_URL: slack.apiUrl, ...given, ...options.env }
  const config = mounts?.config.path('deckwatch.yaml') ?? join(folder, 'deckwatch.yaml')
  const clock = options.clock ?? systemClock
  const metrics = createMetrics({ declared: allMetrics, clock: systemClock, log })
  const seams = { ...systemSeams(log, { meter: metrics.meter }), clock }
  const start = () => startBot({ config, env }, seams)
  let bot = await start()
  const ask: WholeBot['ask'] = (who, typed, where = 'shop') =>
    lastWordOn(slack, typed, () => slack.driver.say(people[who], channels[where], `/k8s ${typed}`))
  return {
    slack,
    bot: { stop: () => bot.stop(), unready: () => bot.unready() },
    log,
    metrics: metrics.page,
    mounts,
    ask,
    said: async (...asked) => saidBy(await ask(...asked)),
    restart: async (between) => {
      await bot.stop()
      await between?.()
      bot = await start()
    },
    stop: async () => {
      await bot.stop()
      await slack.stop()
      rmSync(folder, { recursive: true, force: true })
      throwIfBroken(log)
    },
  }
}

/** Whatever nobody foresaw fails the test, even where the person was told politely. */
function throwIfBroken(log: FakeLog): void {
  const broken = log.lines.filter(({ message }) => message === 'request broke')
  if (broken.length > 0) throw new AggregateError(broken.map(({ facts }) => facts['err']))
}

/** Both what a message says and how it says it: its blocks' words in order. */
export const saidBy = (message: PageMessage): string => words(message).replaceAll(/\s+/g, ' ')

/** A file comes as a message of its own, behind the answer it belongs to. */
const isAnswer = ({ userId, files }: PageMessage) =>
  userId === people.deckwatch.id && files.length === 0

/** What the bot's last word is on what somebody does: the first message that is not "● working" any more. */
export async function lastWordOn(
  slack: EmbeddedSlack,
  what: string,
  act: () => Promise<unknown>,
): Promise<PageMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<PageMessage>()
  const heard: string[] = []
  // A file that follows an earlier answer changes that one's count of replies.
  const before = new Set(slack.world.messages.all().map(({ ts }) => ts))
  const stop = slack.onChange((change) => {
    if (change.change !== 'message' || !isAnswer(change.message)) return
    if (before.has(change.message.ts)) return
    heard.push(words(change.message))
    if (!words(change.message).includes('●')) resolve(change.message)
  })
  const timer = setTimeout(
    () => reject(new Error(`no last word on "${what}"; heard:\n${heard.join('\n---\n')}`)),
    PATIENCE_MS,
  )
  try {
    await act()
    return await promise
  } finally {
    clearTimeout(timer)
    stop()
  }
}
