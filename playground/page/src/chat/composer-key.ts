/** What a key means to the composer. */
export type Meaning =
  | { readonly key: 'send' }
  | { readonly key: 'clear' }
  | { readonly key: 'take'; readonly index: number }
  | { readonly key: 'mark'; readonly index: number }
  | { readonly key: 'history'; readonly by: -1 | 1 }

type Now = {
  readonly draft: string
  /** The suggestion the arrows have reached; -1 for none. */
  readonly marked: number
  readonly count: number
}

type Key = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'isComposing'>

/** Undefined for keys that just write. */
export function composerKey(event: Key, { draft, marked, count }: Now): Meaning | undefined {
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
      if (count > 0) return { key: 'mark', index: nextMark(marked + step, count) }
      return draft.includes('\n') ? undefined : { key: 'history', by: step }
    default:
      return undefined
  }
}

/** Round through the suggestions and the draft itself, which is -1. */
const nextMark = (index: number, count: number) => ((index + 1 + count + 1) % (count + 1)) - 1
