import { useMemo } from 'preact/hooks'
import type { PageMessage } from '../../../slack/page-model.ts'
import { BlocksView } from '../blocks/block-view.tsx'
import { type BlockSurface, BlockSurfaceProvider } from '../blocks/block-context.ts'
import { emojiOf } from '../mrkdwn/emoji.ts'
import { MrkdwnView } from '../mrkdwn/mrkdwn-view.tsx'
import { useDesk } from '../shell/desk.ts'
import { Avatar } from './avatar.tsx'
import { FileView } from './file-view.tsx'

type Props = {
  readonly message: PageMessage
  readonly inThread: boolean
  /** Same author as just before: no second name and picture. */
  readonly continues: boolean
}

/** One message with everything that hangs on it. */
export function MessageView({ message, inThread, continues }: Props) {
  const { me, openThread } = useDesk()
  const { author, name } = useAuthor(message)
  const isPrivate = message.onlyFor !== undefined
  return (
    <article
      class={`message ${isPrivate ? 'ephemeral' : ''} ${continues ? 'continues' : ''}`}
      aria-label={`${name}, ${timeOf(message.ts)}${isPrivate ? ', only visible to you' : ''}`}
      data-from={message.from}
    >
      {continues ? <span class="gutter" /> : <Avatar user={author} />}
      <div class="message-main">
        {isPrivate && <OnlyYou message={message} />}
        {!continues && <Byline message={message} name={name} />}
        <Content message={message} me={me.id} />
        {message.files.map((file) => (
          <FileView key={file.id} file={file} />
        ))}
        <Reactions message={message} />
        {!inThread && !isPrivate && (
          <ThreadLink replies={message.replies} open={() => openThread(message.ts)} />
        )}
      </div>
    </article>
  )
}

function Byline({ message, name }: { readonly message: PageMessage; readonly name: string }) {
  return (
    <p class="byline">
      <strong>{name}</strong>
      {message.from === 'bot' && <span class="app-mark">APP</span>}
      <time dateTime={dateOf(message.ts).toISOString()}>{timeOf(message.ts)}</time>
    </p>
  )
}

function useAuthor(message: PageMessage) {
  const { users } = useDesk().world.slack
  const author = users.find((user) => user.id === message.userId)
  return {
    author,
    name: author?.realName ?? (message.from === 'slackbot' ? 'Slackbot' : 'Somebody'),
  }
}

function OnlyYou({ message }: { readonly message: PageMessage }) {
  const { me, slack } = useDesk()
  const { channelId, ts } = message
  return (
    <p class="only-you">
      <span aria-hidden="true">◉</span> Only visible to you
      <button
        type="button"
        class="text-button"
        onClick={() => slack({ do: 'dismiss', userId: me.id, channelId, ts })}
      >
        Dismiss
      </button>
    </p>
  )
}

/** Drawn anew only when the message changes: the world around it changes many times a second. */
function Content({ message, me }: { readonly message: PageMessage; readonly me: string }) {
  const { world, slack } = useDesk()
  return useMemo(() => {
    const { channelId, ts, blocks, text, edited } = message
    const surface: BlockSurface = {
      slack: world.slack,
      press: (press) => slack({ do: 'click', userId: me, channelId, ts, ...press }),
    }
    return (
      <BlockSurfaceProvider value={surface}>
        {blocks.length > 0 ? <BlocksView blocks={blocks} /> : text && <MrkdwnView text={text} />}
        {edited && <span class="edited">(edited)</span>}
      </BlockSurfaceProvider>
    )
  }, [message, me])
}

function Reactions({ message }: { readonly message: PageMessage }) {
  if (message.reactions.length === 0) return null
  return (
    <p class="reactions">
      {message.reactions.map(({ name, users }) => (
        <span key={name} class="reaction" title={`:${name}:`}>
          {emojiOf(name)} {users.length}
        </span>
      ))}
    </p>
  )
}

function ThreadLink({ replies, open }: { readonly replies: number; readonly open: () => void }) {
  const label = replies === 1 ? '1 reply' : `${replies} replies`
  return (
    <button type="button" class={replies > 0 ? 'thread-link' : 'thread-link quiet'} onClick={open}>
      {replies > 0 ? label : 'Reply in thread'}
    </button>
  )
}

const dateOf = (ts: string) => new Date(Number(ts) * 1000)

const timeOf = (ts: string) =>
  dateOf(ts).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' })
