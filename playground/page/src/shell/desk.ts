import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { BotAct, SlackAction, World } from '../../../host/page-wire.ts'
import type { BreakAction } from '../../../cluster/page-model.ts'
import type { Inbox } from '../world/inbox.ts'
import type { PageChannel, PageUser } from '../../../slack/page-model.ts'

/** Something the person said or did since the page was opened; the tour looks at it. */
export type Deed =
  | { readonly deed: 'said'; readonly who: string; readonly text: string; readonly at: number }
  /** A button or a dialog in Slack; `what` is its action id, or `dialog`. */
  | { readonly deed: 'pressed'; readonly who: string; readonly what: string; readonly at: number }
  | { readonly deed: 'broke'; readonly action: BreakAction; readonly at: number }
  | { readonly deed: 'turned'; readonly act: BotAct; readonly at: number }
  | { readonly deed: 'looked'; readonly at: number }

/** The parts of the page; on a phone one is shown at a time. */
export type Pane = 'chat' | 'cluster' | 'traffic'

/** What every part of the page knows and may ask for. */
export type Desk = {
  readonly world: World
  readonly me: PageUser
  readonly channel: PageChannel
  readonly threadTs: string | undefined
  /** Text put into the composer from elsewhere, until the composer took it. */
  readonly fill: string | undefined
  readonly filled: () => void
  readonly deeds: readonly Deed[]
  readonly unread: (channelId: string) => number
  /** Everybody with a direct message nobody has looked at. */
  readonly inboxes: readonly Inbox[]
  readonly be: (userId: string) => void
  readonly open: (channelId: string) => void
  readonly openThread: (ts: string | undefined) => void
  /** Puts text into the composer and the focus with it; the person presses Enter. */
  readonly compose: (text: string) => void
  readonly slack: (action: SlackAction) => void
  readonly breakIt: (cluster: string, action: BreakAction) => void
  readonly turnBot: (act: BotAct) => void
  /** The pane a phone shows. Looking at the traffic opens the drawer on a wide screen. */
  readonly pane: Pane
  readonly trafficOpen: boolean
  readonly show: (pane: Pane) => void
  readonly closeTraffic: () => void
}

const DeskContext = createContext<Desk | undefined>(undefined)

export const DeskProvider = DeskContext.Provider

/** The desk around this part. Throws when a part is drawn outside of one. */
export function useDesk(): Desk {
  const desk = useContext(DeskContext)
  if (!desk) throw new Error('This part needs a DeskProvider around it.')
  return desk
}
