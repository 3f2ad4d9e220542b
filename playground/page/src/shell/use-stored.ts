import { useState } from 'preact/hooks'

const PREFIX = 'deckwatch-playground.'

/** A word remembered in this browser; without storage it lives as long as the page. */
export function useStored(key: string, initial: string): [string, (value: string) => void] {
  const [value, setValue] = useState(() => recall(key) ?? initial)
  const set = (next: string) => {
    setValue(next)
    remember(key, next)
  }
  return [value, set]
}

function recall(key: string): string | null {
  try {
    return localStorage.getItem(PREFIX + key)
  } catch {
    return null
  }
}

function remember(key: string, value: string) {
  try {
    localStorage.setItem(PREFIX + key, value)
  } catch {
    // A browser may forbid storage; the choice then lasts until the page is closed.
  }
}
