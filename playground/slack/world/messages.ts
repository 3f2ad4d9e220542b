import type { Clock } from '../../../src/core/seams.ts'
import type { Changes } from '../changes.ts'
import type { PageMessage } from '../page-model.ts'

type MessageDraft = Omit<
  PageMessage,
  'ts' | 'replies' | 'reactions' | 'files' | 'blocks' | 'threadTs'
> & {
  readonly threadTs?: string | undefined
  readonly files?: PageMessage['files']
  readonly blocks?: PageMessage['blocks']
}

/** Every message there is, ephemeral ones too. Messages are values: an edit replaces one. */
export type Messages = {
  post(draft: MessageDraft): PageMessage
  replace(message: PageMessage): void
  remove(message: PageMessage): void
  find(channelId: string, ts: string): PageMessage | undefined
  /** Oldest first. */
  in(channelId: string): readonly PageMessage[]
  all(): readonly PageMessage[]
}

export function createMessages(clock: Clock, changes: Changes): Messages {
  const byChannel = new Map<string, Map<string, PageMessage>>()
  const nextTs = createTimestamps(clock)

  const put = (message: PageMessage) => {
    const channel = byChannel.get(message.channelId) ?? new Map<string, PageMessage>()
    byChannel.set(message.channelId, channel.set(message.ts, message))
    changes.emit({ change: 'message', message })
  }
  const find = (channelId: string, ts: string) => byChannel.get(channelId)?.get(ts)
  const countReply = ({ channelId, threadTs, onlyFor }: PageMessage, by: 1 | -1) => {
    const parent = threadTs && onlyFor === undefined ? find(channelId, threadTs) : undefined
    if (parent) put({ ...parent, threadTs: parent.ts, replies: parent.replies + by })
  }

  return {
    post({ threadTs, ...draft }) {
      const filled = { files: [], blocks: [], reactions: [], replies: 0, ...draft }
      const message = { ...filled, ts: nextTs(), ...(threadTs ? { threadTs } : {}) }
      put(message)
      countReply(message, 1)
      return message
    },
    replace: put,
    remove(message) {
      byChannel.get(message.channelId)?.delete(message.ts)
      changes.emit({ change: 'message-gone', channelId: message.channelId, ts: message.ts })
      countReply(message, -1)
    },
    find,
    in: (channelId) => [...(byChannel.get(channelId)?.values() ?? [])],
    all: () => [...byChannel.values()].flatMap((channel) => [...channel.values()]),
  }
}

/** Seconds with six digits behind the point, never the same twice and never going back. */
function createTimestamps(clock: Clock): () => string {
  let last = 0
  return () => {
    last = Math.max(last + 1, clock.now().getTime() * 1000)
    return `${Math.floor(last / 1_000_000)}.${String(last % 1_000_000).padStart(6, '0')}`
  }
}
