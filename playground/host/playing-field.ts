import type { BreakAction, ClusterPage, RequestLine } from '../cluster/page-model.ts'
import type { SlackChange, SlackSnapshot } from '../slack/page-model.ts'
import type { Driver } from '../slack/people/driver.ts'
import type { BotSwitch } from './bot-switch.ts'
import type { Guide } from './page-wire.ts'

/** The embedded Slack, as much of it as the page needs. */
export type PlayedSlack = {
  readonly driver: Driver
  snapshot(): SlackSnapshot
  onChange(listener: (change: SlackChange) => void): () => void
}

/** An embedded cluster, as much of it as the page needs. */
export type PlayedCluster = {
  readonly name: string
  snapshot(): ClusterPage
  /** Throws when the named thing is not there. */
  break(action: BreakAction): void
  onChange(listener: () => void): () => void
  requests(): readonly RequestLine[]
  onRequest(listener: (line: RequestLine) => void): () => void
}

/** Everything the page plays with. */
export type PlayingField = {
  readonly slack: PlayedSlack
  readonly clusters: readonly PlayedCluster[]
  readonly guide: Guide
  readonly bot: Pick<BotSwitch, 'state' | 'perform' | 'onChange'>
}
