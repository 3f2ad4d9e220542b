import type { BreakAction, ClusterPage, RequestLine } from '../cluster/page-model.ts'
import type { Doing, SlackChange, SlackSnapshot } from '../slack/page-model.ts'

/** Everything the page needs to begin; sent first on every connection, so a reconnect is a fresh start. */
export type World = {
  readonly slack: SlackSnapshot
  readonly clusters: readonly ClusterPage[]
  /** Oldest first; bounded. */
  readonly requests: readonly ClusterRequest[]
  readonly guide: Guide
  readonly bot: BotState
}

/** Whether the bot's process is there. Slack and the clusters go on without it. */
export type BotState = 'running' | 'stopping' | 'stopped' | 'starting'

export type BotAct = 'stop' | 'start' | 'restart'

export type ClusterRequest = { readonly cluster: string; readonly line: RequestLine }

/** What only the one who starts the playground knows: who may what, and which words the bot understands. */
export type Guide = {
  readonly people: readonly Person[]
  readonly commands: readonly CommandWord[]
}

/** A sample user by handle, with one line on what they may do. */
export type Person = { readonly name: string; readonly rights: string }

/** A command as `help` names it, without the slash command. */
export type CommandWord = {
  readonly name: string
  readonly summary: string
  readonly examples: readonly string[]
}

/** One server-sent event; its name is the key. */
export type WorldEvent =
  | { readonly event: 'world'; readonly data: World }
  | { readonly event: 'slack'; readonly data: SlackChange }
  | { readonly event: 'cluster'; readonly data: ClusterPage }
  | { readonly event: 'request'; readonly data: ClusterRequest }
  | { readonly event: 'bot'; readonly data: BotState }

/** The bodies of `POST /actions/slack`, `/actions/cluster` and `/actions/bot`. */
export type SlackAction = Doing
export type ClusterAction = { readonly cluster: string; readonly action: BreakAction }
export type BotAction = { readonly act: BotAct }

/** The answer to an action that could not be done. */
export type ActionProblem = { readonly problem: string }
