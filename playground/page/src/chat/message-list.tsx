import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { PageMessage } from '../../../slack/page-model.ts'
import { useDesk } from '../shell/desk.ts'
import { MessageView } from './message-view.tsx'

type Props = {
  readonly messages: readonly PageMessage[]
  readonly label: string
  readonly channelId: string
  readonly inThread?: boolean
}

/** Messages, newest at the bottom; stays there unless somebody scrolled up to read. */
export function MessageList({ messages, label, channelId, inThread = false }: Props) {
  const list = useRef<HTMLDivElement>(null)
  const [atEnd, setAtEnd] = useState(true)
  const toEnd = () => list.current?.scrollTo({ top: list.current.scrollHeight })
  useLayoutEffect(() => {
    if (atEnd) toEnd()
  }, [messages])
  useEffect(() => {
    toEnd()
    setAtEnd(true)
  }, [channelId])
  const onScroll = ({ currentTarget: box }: { readonly currentTarget: HTMLElement }) =>
    setAtEnd(box.scrollHeight - box.scrollTop - box.clientHeight < 40)
  return (
    <div class="messages-frame">
      <div
        ref={list}
        class="messages"
        role="log"
        aria-label={label}
        tabIndex={0}
        onScroll={onScroll}
      >
        {messages.length === 0 && !inThread && <Welcome />}
        {messages.map((message, index) => (
          <MessageView
            key={message.ts}
            message={message}
            inThread={inThread}
            continues={isContinued(messages[index - 1], message)}
          />
        ))}
      </div>
      {!atEnd && (
        <button type="button" class="to-end" onClick={toEnd}>
          ↓ Latest
        </button>
      )}
    </div>
  )
}

function Welcome() {
  const { world, compose } = useDesk()
  const tries = ['help', 'get pods -n shop', 'whoami']
  return (
    <div class="welcome">
      <p>Nothing was said here yet. Ask the bot something:</p>
      <p>
        {tries.map((words) => (
          <button
            key={words}
            type="button"
            class="chip"
            onClick={() => compose(`${world.slack.slashCommand} ${words}`)}
          >
            {world.slack.slashCommand} {words}
          </button>
        ))}
      </p>
    </div>
  )
}

const FIVE_MINUTES = 300

function isContinued(before: PageMessage | undefined, message: PageMessage): boolean {
  return (
    before !== undefined &&
    before.userId === message.userId &&
    before.onlyFor === message.onlyFor &&
    message.onlyFor === undefined &&
    Number(message.ts) - Number(before.ts) < FIVE_MINUTES
  )
}
