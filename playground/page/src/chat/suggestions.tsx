import type { Suggestion } from './suggest-words.ts'

type Props = {
  readonly id: string
  readonly suggestions: readonly Suggestion[]
  readonly marked: number
  readonly take: (index: number) => void
}

/** What one may type, above the composer; Tab takes the first or the marked one. */
export function Suggestions({ id, suggestions, marked, take }: Props) {
  return (
    <div id={id} class="suggestions" role="listbox" aria-label="Suggestions">
      {suggestions.map((suggestion, index) => (
        <div
          key={suggestion.text}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === marked}
          onPointerDown={(event) => {
            event.preventDefault()
            take(index)
          }}
        >
          <code>{suggestion.text}</code>
          <span>{suggestion.hint}</span>
          {index === Math.max(0, marked) && <kbd>Tab</kbd>}
        </div>
      ))}
    </div>
  )
}
