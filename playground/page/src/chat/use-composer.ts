import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { useDesk } from '../shell/desk.ts'
import { composerKey, type Meaning } from './composer-key.ts'
import { suggestWords } from './suggest-words.ts'
import { useHistory } from './use-history.ts'

/** The draft, what is offered for it, and what keys do to it. */
export function useComposer(threadTs: string | undefined) {
  const { me, channel, slack } = useDesk()
  const box = useRef<HTMLTextAreaElement>(null)
  const [draft, setDraft] = useState('')
  const [marked, setMarked] = useState(-1)
  const history = useHistory()
  const suggestions = useSuggestions(draft)
  const write = (text: string) => {
    setDraft(text)
    setMarked(-1)
  }
  const send = () => {
    const text = draft.trim()
    if (text === '') return
    const where = { userId: me.id, channelId: channel.id, ...(threadTs && { threadTs }) }
    slack({ do: 'say', ...where, text })
    history.add(text)
    write('')
  }
  const put = (text: string) => {
    write(text)
    box.current?.focus()
  }
  const take = (index: number) => put(suggestions[index]?.text ?? draft)
  const mean = (meaning: Meaning) => {
    if (meaning.key === 'take') take(meaning.index)
    else if (meaning.key === 'mark') setMarked(meaning.index)
    else if (meaning.key === 'history') write(history.move(meaning.by, draft))
    else if (meaning.key === 'clear') write('')
    else send()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const meaning = composerKey(event, { draft, marked, count: suggestions.length })
    if (!meaning) return
    event.preventDefault()
    mean(meaning)
  }
  useFill(threadTs, put)
  return { box, draft, marked, suggestions, write, send, take, onKeyDown }
}

function useSuggestions(draft: string) {
  const { slack, guide } = useDesk().world
  const { slashCommand, users, botUserId } = slack
  const botName = users.find((user) => user.id === botUserId)?.name ?? 'deckwatch'
  return suggestWords(draft, { slashCommand, botName, commands: guide.commands }).slice(0, 8)
}

/** Takes text that was put in from elsewhere; only the channel's composer does. */
function useFill(threadTs: string | undefined, take: (text: string) => void) {
  const { fill, filled } = useDesk()
  useLayoutEffect(() => {
    if (fill === undefined || threadTs !== undefined) return
    take(fill)
    filled()
  }, [fill])
}
