import { useDesk } from '../shell/desk.ts'
import type { Inbox } from '../world/inbox.ts'
import { Avatar } from './avatar.tsx'

/** Who else the bot wrote to: one press is that person, looking at their message. */
export function InboxList() {
  const { inboxes, me } = useDesk()
  const others = inboxes.filter(({ user }) => user.id !== me.id)
  if (others.length === 0) return null
  return (
    <nav class="inboxes" aria-label="Waiting for others" data-tour="inboxes">
      <h2>Waiting for others</h2>
      {others.map((inbox) => (
        <InboxView key={inbox.user.id} inbox={inbox} />
      ))}
    </nav>
  )
}

function InboxView({ inbox }: { readonly inbox: Inbox }) {
  const { be, open } = useDesk()
  const { user, channelId, count, text } = inbox
  const look = () => {
    be(user.id)
    open(channelId)
  }
  const messages = count === 1 ? '1 direct message' : `${count} direct messages`
  return (
    <button
      type="button"
      class="inbox"
      aria-label={`${user.realName} has ${messages}: ${text}`}
      title={`Be ${user.realName} and look`}
      onClick={look}
    >
      <Avatar user={user} />
      <span class="inbox-words">
        <strong>{user.realName}</strong>
        <small>{text}</small>
      </span>
      <span class="badge">{count}</span>
    </button>
  )
}
