import type { SlackChange } from './page-model.ts'

/** Tells everybody who listens what changed; a listener that throws is the listener's bug and is let through. */
export type Changes = {
  emit(change: SlackChange): void
  on(listener: (change: SlackChange) => void): () => void
}

export function createChanges(): Changes {
  const listeners = new Set<(change: SlackChange) => void>()
  return {
    emit(change) {
      for (const listener of listeners) listener(change)
    },
    on(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
