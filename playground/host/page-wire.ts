import type { BreakAction, ClusterPage, RequestLine } from '../cluster/page-model.ts'
import type { Doing, SlackChange, SlackSnapshot } from '../slack/page-model.ts'

/** Everything the page needs to begin; sent first on every connection, so a reconnect is a fresh start. */
export type World = {
  readonly slack: SlackSnapshot
  readonly clusters: readonly ClusterPage[]
  /** Oldest first; bounded. */
  readonly requests: readonly ClusterRequest[]
  readonly guide: Guide
}

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

/** The bodies of `POST /actions/slack` and `POST /actions/cluster`. */
export type SlackAction = Doing
export type ClusterAction = { readonly cluster: string; readonly action: BreakAction }

/** The answer to an action that could not be done. */
export type ActionProblem = { readonly problem: string }
