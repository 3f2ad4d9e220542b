import { useEffect, useRef } from 'preact/hooks'
import type { PageChannel, SlackSnapshot } from '../../../slack/page-model.ts'
import { unreadCount } from '../world/conversation.ts'
import { type Inbox, inboxesOf, type Read } from '../world/inbox.ts'
import { useStored } from './use-stored.ts'

type Seat = { readonly me: string; readonly channel: PageChannel }

export type Unread = {
  readonly unread: (channelId: string) => number
  readonly inboxes: readonly Inbox[]
}

/** Counts what people have not seen yet; the open conversation is always seen. */
export function useUnread(slack: SlackSnapshot, { me, channel }: Seat): Unread {
  const since = useRef(slack.messages.at(-1)?.ts ?? '0')
  const seen = useRef(new Map<string, string>())
  const open = channel.id
  const latest = slack.messages.at(-1)?.ts ?? '0'
  const read = useRead(slack, channel)
  useEffect(() => {
    seen.current.set(`${me} ${open}`, latest)
  }, [me, open, latest])
  return {
    inboxes: inboxesOf(slack, read),
    unread(channelId) {
      if (channelId === open) return 0
      const reader = { me, since: seen.current.get(`${me} ${channelId}`) ?? since.current }
      return unreadCount(slack, channelId, {
        ...reader,
        ...(read[channelId] && { since: read[channelId] }),
      })
    },
  }
}

/** Until when each direct message was read: kept over a reload, for nobody should miss a request to approve. */
function useRead(slack: SlackSnapshot, channel: PageChannel): Read {
  const [stored, store] = useStored('read', '{}')
  const read = parseRead(stored)
  const newest = slack.messages.findLast(({ channelId }) => channelId === channel.id)?.ts
  useEffect(() => {
    if (channel.kind !== 'dm' || !newest || read[channel.id] === newest) return
    store(JSON.stringify({ ...read, [channel.id]: newest }))
  }, [channel.id, newest])
  return read
}

function parseRead(stored: string): Read {
  const told = parse(stored)
  if (typeof told !== 'object' || told === null) return {}
  return Object.fromEntries(
    Object.entries(told).flatMap(([id, ts]) => (typeof ts === 'string' ? [[id, ts] as const] : [])),
  )
}

function parse(stored: string): unknown {
  try {
    return JSON.parse(stored)
  } catch {
    return undefined
  }
}
