import { useRef } from 'preact/hooks'

const said: string[] = []

/** What was said on this page, newest last; going up and down in it, as in a shell. */
export function useHistory() {
  const at = useRef(said.length)
  return {
    add(text: string) {
      if (said.at(-1) !== text) said.push(text)
      at.current = said.length
    },
    move(by: -1 | 1, draft: string): string {
      const isOwn = draft !== '' && draft !== said[at.current]
      if (isOwn) return draft
      at.current = Math.max(0, Math.min(said.length, at.current + by))
      return said[at.current] ?? ''
    },
  }
}
