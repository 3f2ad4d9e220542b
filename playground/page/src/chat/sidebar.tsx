import type { PageChannel } from '../../../slack/page-model.ts'
import { useDesk } from '../shell/desk.ts'
import { conversationsOf } from '../world/conversation.ts'
import { conversationName } from './conversation-name.ts'
import { InboxList } from './inbox-list.tsx'
import { WhoAreYou } from './who-are-you.tsx'

/** Who you are, the channels you are in, and your direct messages. */
export function Sidebar() {
  const { world, me, slack } = useDesk()
  const mine = conversationsOf(world.slack, me.id)
  const channels = mine.filter(({ kind }) => kind !== 'dm')
  const dms = mine.filter(({ kind }) => kind === 'dm')
  return (
    <aside class="sidebar" aria-label="Conversations">
      <p class="team">{world.slack.team.name}</p>
      <WhoAreYou />
      <InboxList />
      <nav aria-label="Channels">
        <h2>Channels</h2>
        {channels.map((channel) => (
          <Entry key={channel.id} channel={channel} mark={channel.kind === 'private' ? '◆' : '#'} />
        ))}
      </nav>
      <nav aria-label="Direct messages">
        <h2>Direct messages</h2>
        {dms.map((channel) => (
          <Entry key={channel.id} channel={channel} mark="●" />
        ))}
        {dms.length === 0 && (
          <button
            type="button"
            class="entry"
            onClick={() => slack({ do: 'open-dm', userId: me.id })}
          >
            <span aria-hidden="true">＋</span> Message the bot
          </button>
        )}
      </nav>
    </aside>
  )
}

function Entry({ channel, mark }: { readonly channel: PageChannel; readonly mark: string }) {
  const desk = useDesk()
  const isOpen = desk.channel.id === channel.id
  const unread = desk.unread(channel.id)
  return (
    <button
      type="button"
      data-tour={`channel ${channel.name}`}
      class={`entry ${isOpen ? 'open' : ''} ${unread > 0 ? 'unread' : ''}`}
      aria-current={isOpen ? 'page' : undefined}
      onClick={() => desk.open(channel.id)}
    >
      <span aria-hidden="true">{mark}</span>
      <span class="entry-name">{conversationName(desk.world.slack, channel, desk.me.id)}</span>
      {unread > 0 && (
        <span class="badge" aria-label={`${unread} unread`}>
          {unread}
        </span>
      )}
    </button>
  )
}
