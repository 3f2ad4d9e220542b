import { useId } from 'preact/hooks'
import { useDesk } from '../shell/desk.ts'
import { conversationName } from './conversation-name.ts'
import { Suggestions } from './suggestions.tsx'
import { useComposer } from './use-composer.ts'

/** Where you write. Enter sends, Shift+Enter breaks the line, ↑ in an empty box brings back what you said. */
export function Composer({ threadTs }: { readonly threadTs?: string }) {
  const composer = useComposer(threadTs)
  const { draft, marked, suggestions, take } = composer
  const listId = useId()
  const isThread = threadTs !== undefined
  const words = useWords(isThread)
  return (
    <div class="composer" data-tour={isThread ? undefined : 'composer'}>
      <Suggestions id={listId} suggestions={suggestions} marked={marked} take={take} />
      <textarea
        ref={composer.box}
        id={isThread ? undefined : 'composer'}
        rows={Math.min(6, draft.split('\n').length)}
        value={draft}
        spellcheck={false}
        autocapitalize="off"
        aria-label={words.label}
        aria-autocomplete="list"
        aria-haspopup="listbox"
        aria-controls={listId}
        aria-activedescendant={marked >= 0 ? `${listId}-${marked}` : undefined}
        placeholder={words.placeholder}
        onInput={(event) => composer.write(event.currentTarget.value)}
        onKeyDown={composer.onKeyDown}
      />
      <button
        type="button"
        class="send"
        aria-label="Send"
        disabled={draft.trim() === ''}
        onClick={composer.send}
      >
        ➤
      </button>
    </div>
  )
}

function useWords(isThread: boolean) {
  const { world, me, channel } = useDesk()
  if (isThread) return { label: 'Reply in thread', placeholder: 'Reply, or @mention the bot' }
  const mark = channel.kind === 'dm' ? '' : '#'
  const name = `${mark}${conversationName(world.slack, channel, me.id)}`
  const { slashCommand } = world.slack
  return { label: `Message ${name}`, placeholder: `Message ${name}, or type ${slashCommand}` }
}
