import type { Log } from '../src/core/seams.ts'
import { startCluster } from './cluster/cluster.ts'
import type { EmbeddedCluster } from './cluster/embedded-cluster.ts'
import { startBotSwitch } from './host/bot-switch.ts'
import { buildPage } from './host/build-page.ts'
import type { Guide } from './host/page-wire.ts'
import { startHost } from './host/start-host.ts'
import { type EmbeddedSlack, startSlack } from './slack/slack.ts'
import { welcome } from './welcome.ts'

/** What the bot is started against: everything it needs is an address, a token or a kubeconfig in here. */
export type Field = {
  readonly slack: EmbeddedSlack
  /** The first is the one the page shows first and the bot asks by default. */
  readonly clusters: readonly [EmbeddedCluster, ...EmbeddedCluster[]]
}

export type PlaygroundOptions = {
  /** The first choice of the page's port; the next free one when it is taken. 0 for any. */
  readonly port: number
  /** Names of the clusters, the default one first. */
  readonly clusters: readonly [string, ...string[]]
  /** How much faster than time the clusters wait; default 1. */
  readonly speed?: number | undefined
  /** Told to the person in the terminal. */
  readonly out: (text: string) => void
  readonly log: Log
  readonly guide: Guide
  /** Called again when the page turns the bot off and on: it has to find its state where it left it. */
  readonly startBot: (field: Field) => Promise<Stoppable>
}

export type Playground = Stoppable & { readonly url: string; readonly field: Field }

type Stoppable = { stop(): Promise<void> }

/** Starts an embedded Slack, embedded clusters, the bot against them, and the page to play in. */
export async function startPlayground(options: PlaygroundOptions): Promise<Playground> {
  const { log, guide, speed = 1 } = options
  const started: Stoppable[] = []
  const keep = async <T extends Stoppable>(starting: Promise<T>): Promise<T> => {
    const running = await starting
    started.unshift(running)
    return running
  }
  const stop = async () => {
    for (const one of started.splice(0)) await one.stop()
  }
  try {
    const [page, slack, ...clusters] = await Promise.all([
      buildPage(),
      keep(startSlack()),
      ...options.clusters.map((name) => keep(startCluster({ name, speed }))),
    ])
    const field: Field = { slack, clusters: [first(clusters), ...clusters.slice(1)] }
    const bot = await keep(startBotSwitch(() => options.startBot(field)))
    const host = await keep(
      startHost({ slack, clusters, guide, bot, page, port: options.port, log }),
    )
    options.out(welcome(host.url, guide))
    return { url: host.url, field, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

function first(clusters: readonly EmbeddedCluster[]): EmbeddedCluster {
  const [cluster] = clusters
  if (!cluster) throw new Error('A playground needs at least one cluster.')
  return cluster
}
