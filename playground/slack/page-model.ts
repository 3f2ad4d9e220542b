import type { KnownBlock } from '@slack/types'

/** Plain JSON data: everything the web page shows of the embedded Slack, for every user; the page picks what one sees. */
export type SlackSnapshot = {
  readonly team: PageTeam
  /** The slash command that channel messages may start with, e.g. `/k8s`. */
  readonly slashCommand: string
  readonly botUserId: string
  readonly users: readonly PageUser[]
  readonly userGroups: readonly PageUserGroup[]
  readonly channels: readonly PageChannel[]
  /** Oldest first; thread replies and ephemeral messages are among them. */
  readonly messages: readonly PageMessage[]
  readonly modals: readonly PageModal[]
  readonly homes: readonly PageHome[]
  /** How many ways the bot is connected now (sockets, or 1 for HTTP); 0 means nobody is listening. */
  readonly connections: number
  /** Newest last; bounded. */
  readonly traffic: readonly TrafficEntry[]
}

/** One thing that changed since the snapshot; apply by id (`channelId` + `ts`, `viewId`, `id`). */
export type SlackChange =
  | { readonly change: 'message'; readonly message: PageMessage }
  | { readonly change: 'message-gone'; readonly channelId: string; readonly ts: string }
  | { readonly change: 'channel'; readonly channel: PageChannel }
  | { readonly change: 'modal'; readonly modal: PageModal }
  | { readonly change: 'modal-gone'; readonly userId: string; readonly viewId: string }
  | { readonly change: 'home'; readonly home: PageHome }
  | { readonly change: 'connections'; readonly connections: number }
  | { readonly change: 'traffic'; readonly entry: TrafficEntry }

type PageTeam = { readonly id: string; readonly name: string; readonly domain: string }

export type PageUser = {
  readonly id: string
  /** Handle without `@`. */
  readonly name: string
  readonly realName: string
  /** Job title as the profile shows it. */
  readonly title: string
  readonly kind: 'member' | 'guest' | 'foreign' | 'bot' | 'deactivated'
  readonly email?: string
}

type PageUserGroup = {
  readonly id: string
  readonly handle: string
  readonly name: string
  readonly users: readonly string[]
}

export type PageChannel = {
  readonly id: string
  /** Without `#`; for a direct message the other person's handle. */
  readonly name: string
  readonly kind: 'public' | 'private' | 'dm'
  readonly topic: string
  readonly archived: boolean
  /** User ids; a dm has two: a person and the bot. */
  readonly members: readonly string[]
}

export type PageMessage = {
  readonly channelId: string
  /** Identifies the message in its channel, and its time in seconds: `1700000000.000100`. */
  readonly ts: string
  /** The parent's ts, on replies and on parents that have replies. */
  readonly threadTs?: string
  readonly userId: string
  /** mrkdwn; shown when `blocks` is empty, and in notifications. */
  readonly text: string
  readonly blocks: readonly KnownBlock[]
  readonly files: readonly PageFile[]
  readonly reactions: readonly { readonly name: string; readonly users: readonly string[] }[]
  /** "(edited)": shown beside the text, with this time. */
  readonly edited?: { readonly ts: string; readonly userId: string }
  /** "Only visible to you": the one user who sees it. */
  readonly onlyFor?: string
  /** Said by Slack itself, e.g. `/k8s failed with the error "operation_timeout"`. */
  readonly from: 'user' | 'bot' | 'slackbot'
  /** On parents: how many replies there are. */
  readonly replies: number
  readonly metadata?: { readonly event_type: string; readonly event_payload: unknown }
}

export type PageFile = {
  readonly id: string
  readonly name: string
  readonly title: string
  readonly mimetype: string
  readonly size: number
  /** The first lines, for text files. */
  readonly preview?: string
  /** Absolute; answers the bytes. */
  readonly url: string
}

/** The top view of one user's modal stack. */
export type PageModal = {
  readonly userId: string
  readonly viewId: string
  readonly callbackId: string
  readonly title: string
  /** Absent: no submit button. */
  readonly submit?: string
  readonly close: string
  readonly blocks: readonly KnownBlock[]
  /** Shown under the input of that block id after a refused submit. */
  readonly errors: Readonly<Record<string, string>>
  /** True while a submit waits for the bot's answer. */
  readonly busy: boolean
}

export type PageHome = { readonly userId: string; readonly blocks: readonly KnownBlock[] }

/** What somebody filled in, by block id (or by action id): text, the chosen option's value, or several. */
export type ModalInput = Readonly<Record<string, string | readonly string[]>>

/** One line of the inspector. Tokens, secrets and trigger ids are redacted. */
export type TrafficEntry = {
  readonly id: number
  /** ISO time at which it began. */
  readonly at: string
  readonly kind: 'api-call' | 'response-url' | 'delivery' | 'socket' | 'upload'
  /** `to-slack`: from the bot; `to-bot`: from Slack. */
  readonly direction: 'to-slack' | 'to-bot'
  /** e.g. `chat.postMessage`, `slash_commands /k8s`, `hello`. */
  readonly name: string
  /** Until the answer, or for a delivery until its acknowledgement. */
  readonly ms: number
  /** e.g. `ok`, `429`, `invalid_blocks`, `acked`, `not acked in 3 s`. */
  readonly outcome: string
  readonly failed: boolean
  readonly sent: unknown
  readonly answered?: unknown
}

/** What the page may ask to be done, as one user; sent as JSON. */
export type Doing =
  | {
      readonly do: 'say'
      readonly userId: string
      readonly channelId: string
      readonly text: string
      readonly threadTs?: string
    }
  | {
      readonly do: 'click'
      readonly userId: string
      readonly channelId: string
      readonly ts: string
      /** From the element; `value` only for menus, checkboxes and pickers: the chosen option(s) or date. */
      readonly actionId: string
      readonly blockId?: string
      readonly value?: string | readonly string[]
    }
  | {
      readonly do: 'click-in-modal'
      readonly userId: string
      readonly viewId: string
      readonly actionId: string
      readonly blockId?: string
      readonly value?: string | readonly string[]
      readonly input?: ModalInput
    }
  | {
      readonly do: 'submit'
      readonly userId: string
      readonly viewId: string
      readonly input: ModalInput
    }
  | { readonly do: 'close'; readonly userId: string; readonly viewId: string }
  /** Removes an "only visible to you" message from that user's screen. */
  | {
      readonly do: 'dismiss'
      readonly userId: string
      readonly channelId: string
      readonly ts: string
    }
  /** Opens (or finds) the direct message with the bot. */
  | { readonly do: 'open-dm'; readonly userId: string }
  | { readonly do: 'open-home'; readonly userId: string }
