import { readFileSync } from 'node:fs'
import { startCluster } from '../../playground/cluster/cluster.ts'
import type { EmbeddedCluster } from '../../playground/cluster/embedded-cluster.ts'
import type { Clock } from '../../src/core/seams.ts'
import { startWholeBot, type WholeBot } from './whole-bot.ts'
import { fastClock } from './whole-clock.ts'

export type Stage = WholeBot & {
  /** What #shop and #ops mean. */
  readonly prod: EmbeddedCluster
  /** What every other place means. */
  readonly staging: EmbeddedCluster
}

type Options = {
  /** Default: the sample policy. */
  readonly policy?: string
  /** Default: the sample configuration, without limits on how much one may type. */
  readonly config?: string
  readonly slack?: Parameters<typeof startWholeBot>[0]['slack']
  readonly env?: Readonly<Record<string, string>>
  /** Beside those of Slack, by their variables. */
  readonly secrets?: Readonly<Record<string, string>>
  readonly isMounted?: boolean
  /** How much faster than time the clusters and the bot wait. */
  readonly speed?: { readonly cluster?: number; readonly bot?: number }
  /** Default: wall time is true. */
  readonly clock?: Clock
}

const sample = (name: string) =>
  readFileSync(new URL(`../../playground/setup/${name}`, import.meta.url), 'utf8')

export const WATCHING_CONFIG = sample('deckwatch.yaml')
/** The same, but all that is said was asked for. */
export const SAMPLE_CONFIG = WATCHING_CONFIG.replace(/^notifications:\n(?: .*\n)+/m, '')

export const NO_LIMITS =
  'limits: {perUser: {burst: 5000, perSecond: 1000}, total: {burst: 5000, perSecond: 1000}}\n'

/** The playground without its page: the unmodified bot, an embedded Slack, two embedded clusters whose shop is up. */
export async function startStage(options: Options = {}): Promise<Stage> {
  const { cluster: speed = 60, bot = 4 } = options.speed ?? {}
  const [prod, staging] = await Promise.all([
    startCluster({ name: 'prod-eu', speed }),
    startCluster({ name: 'staging', speed }),
  ])
  await Promise.all([settled(prod), settled(staging)])
  const whole = await startWholeBot({
    config: options.config ?? `${SAMPLE_CONFIG}${NO_LIMITS}`,
    policy: options.policy ?? sample('policy.yaml'),
    files: { 'prod-eu.kubeconfig': prod.kubeconfig(), 'staging.kubeconfig': staging.kubeconfig() },
    clock: options.clock ?? fastClock(bot),
    ...(options.slack && { slack: options.slack }),
    ...(options.env && { env: options.env }),
    ...(options.secrets && { secrets: options.secrets }),
    ...(options.isMounted && { isMounted: true }),
  })
  return {
    ...whole,
    prod,
    staging,
    stop: async () => {
      await whole.stop()
      await Promise.all([prod.stop(), staging.stop()])
    },
  }
}

/** Resolves once nothing in the cluster is on its way any more. */
export async function settled(cluster: EmbeddedCluster): Promise<void> {
  await until(cluster, ({ workloads }) => workloads.every(({ tone }) => tone !== 'busy'))
}

/** Resolves once the cluster looks as wanted. */
export function until(
  cluster: EmbeddedCluster,
  fits: (page: ReturnType<EmbeddedCluster['snapshot']>) => boolean,
): Promise<void> {
  if (fits(cluster.snapshot())) return Promise.resolve()
  return new Promise((resolve) => {
    const stop = cluster.onChange(() => {
      if (!fits(cluster.snapshot())) return
      stop()
      resolve()
    })
  })
}
