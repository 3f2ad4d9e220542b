import { useDesk } from '../shell/desk.ts'
import { threadMessages } from '../world/conversation.ts'
import { Composer } from './composer.tsx'
import { MessageList } from './message-list.tsx'

/** The open thread, at the side of the conversation. */
export function ThreadPane({ ts }: { readonly ts: string }) {
  const { world, me, channel, openThread } = useDesk()
  const messages = threadMessages(world.slack, { channelId: channel.id, ts }, me.id)
  return (
    <section class="thread" aria-label="Thread">
      <header class="channel-head">
        <h2>Thread</h2>
        <p class="topic">in {channel.kind === 'dm' ? 'a direct message' : `#${channel.name}`}</p>
        <button
          type="button"
          class="icon-button"
          aria-label="Close thread"
          onClick={() => openThread(undefined)}
        >
          ✕
        </button>
      </header>
      <MessageList messages={messages} label="Messages in this thread" channelId={ts} inThread />
      <div class="channel-foot">
        <Composer key={`${me.id} ${ts}`} threadTs={ts} />
      </div>
    </section>
  )
}
