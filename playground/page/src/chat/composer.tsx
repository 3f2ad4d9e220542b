import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { useDesk } from '../shell/desk.ts'
import { conversationName } from './conversation-name.ts'
import { Suggestions } from './suggestions.tsx'
import { suggestWords } from './suggest-words.ts'
import { useHistory } from './use-history.ts'

/** Where you write. Enter sends, Shift+Enter breaks the line, ↑ in an empty box brings back what you said. */
export function Composer({ threadTs }: { readonly threadTs?: string }) {
  const { world, me, channel, fill, filled, slack } = useDesk()
  const box = useRef<HTMLTextAreaElement>(null)
  const [draft, setDraft] = useState('')
  const [marked, setMarked] = useState(-1)
  const history = useHistory()
  const listId = useId()
  const suggestions = useSuggestions(draft)
  const isThread = threadTs !== undefined
  const write = (text: string) => {
    setDraft(text)
    setMarked(-1)
  }
  useLayoutEffect(() => {
    if (fill === undefined || isThread) return
    write(fill)
    filled()
    box.current?.focus()
  }, [fill])
  const send = () => {
    const text = draft.trim()
    if (text === '') return
    const where = { userId: me.id, channelId: channel.id, ...(isThread && { threadTs }) }
    slack({ do: 'say', ...where, text })
    history.add(text)
    write('')
  }
  const take = (index: number) => {
    const text = suggestions[index]?.text
    if (text !== undefined) write(text)
    box.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const meaning = composerKey(event, { draft, marked, count: suggestions.length })
    if (!meaning) return
    event.preventDefault()
    if (meaning.key === 'take') take(meaning.index)
    else if (meaning.key === 'mark') setMarked(meaning.index)
    else if (meaning.key === 'history') write(history.move(meaning.by, draft))
    else if (meaning.key === 'clear') write('')
    else send()
  }
  const name = `${channel.kind === 'dm' ? '' : '#'}${conversationName(world.slack, channel, me.id)}`
  const { slashCommand } = world.slack
  return (
    <div class="composer" data-tour={isThread ? undefined : 'composer'}>
      <Suggestions id={listId} suggestions={suggestions} marked={marked} take={take} />
      <textarea
        ref={box}
        rows={Math.min(6, draft.split('\n').length)}
        value={draft}
        spellcheck={false}
        autocapitalize="off"
        aria-label={isThread ? 'Reply in thread' : `Message ${name}`}
        aria-autocomplete="list"
        aria-haspopup="listbox"
        aria-controls={listId}
        aria-activedescendant={marked >= 0 ? `${listId}-${marked}` : undefined}
        placeholder={
          isThread ? 'Reply, or @mention the bot' : `Message ${name}, or type ${slashCommand}`
        }
        onInput={(event) => write(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        id={isThread ? undefined : 'composer'}
        data-composer={isThread ? 'thread' : 'channel'}
      />
      <button
        type="button"
        class="send"
        aria-label="Send"
        disabled={draft.trim() === ''}
        onClick={send}
      >
        ➤
      </button>
    </div>
  )
}

function useSuggestions(draft: string) {
  const { world } = useDesk()
  const { slashCommand, users, botUserId } = world.slack
  const botName = users.find((user) => user.id === botUserId)?.name ?? 'deckwatch'
  return suggestWords(draft, { slashCommand, botName, commands: world.guide.commands }).slice(0, 8)
}

type Now = { readonly draft: string; readonly marked: number; readonly count: number }
type Meaning =
  | { readonly key: 'send' }
  | { readonly key: 'clear' }
  | { readonly key: 'take'; readonly index: number }
  | { readonly key: 'mark'; readonly index: number }
  | { readonly key: 'history'; readonly by: -1 | 1 }

function composerKey(event: KeyboardEvent, now: Now): Meaning | undefined {
  const { draft, marked, count } = now
  const step = event.key === 'ArrowUp' ? -1 : 1
  switch (event.key) {
    case 'Enter':
      if (event.shiftKey || event.isComposing) return undefined
      return marked >= 0 ? { key: 'take', index: marked } : { key: 'send' }
    case 'Tab':
      if (event.shiftKey || count === 0) return undefined
      return { key: 'take', index: Math.max(0, marked) }
    case 'Escape':
      return count > 0 ? { key: 'clear' } : undefined
    case 'ArrowUp':
    case 'ArrowDown':
      if (count > 0) return { key: 'mark', index: ((marked + 1 + step + count + 1) % (count + 1)) - 1 }
      return draft.includes('\n') ? undefined : { key: 'history', by: step }
    default:
      return undefined
  }
}
