import { useDesk } from '../shell/desk.ts'
import { channelMessages } from '../world/conversation.ts'
import { Composer } from './composer.tsx'
import { conversationName } from './conversation-name.ts'
import { DeliveryLine } from './delivery-line.tsx'
import { MessageList } from './message-list.tsx'

/** The open conversation: its topic, its messages, and where you write. */
export function ChannelView() {
  const { world, me, channel } = useDesk()
  const messages = channelMessages(world.slack, channel.id, me.id)
  const name = `${channel.kind === 'dm' ? '' : '#'}${conversationName(world.slack, channel, me.id)}`
  return (
    <section class="channel" aria-label={`Conversation ${name}`}>
      <header class="channel-head">
        <h2>{name}</h2>
        <p class="topic">
          {channel.topic || (channel.kind === 'dm' ? 'Only you and the bot.' : '')}
        </p>
        <Connection />
      </header>
      <MessageList messages={messages} label={`Messages in ${name}`} channelId={channel.id} />
      <div class="channel-foot">
        <Composer key={`${me.id} ${channel.id}`} />
        <DeliveryLine />
      </div>
    </section>
  )
}

function Connection() {
  const { connections } = useDesk().world.slack
  if (connections > 0) return null
  return (
    <p class="connection" role="status">
      The bot is not connected
    </p>
  )
}
