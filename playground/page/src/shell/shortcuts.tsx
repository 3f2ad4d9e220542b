import { useLayoutEffect } from 'preact/hooks'
import { Dialog } from './dialog.tsx'

const KEYS = [
  ['?', 'This list'],
  ['/', 'To the composer, with a slash'],
  ['Alt 1 … 9', 'Be another person'],
  ['t', 'Traffic on and off'],
  ['d', 'Light, dark, as the system'],
  ['Enter', 'Send; Shift+Enter for a new line'],
  ['↑ ↓', 'In the composer: what you said before'],
  ['Tab', 'In the composer: take the suggestion'],
  ['Escape', 'Close a dialog, a menu, the details, the thread'],
] as const

export function ShortcutsDialog({ close }: { readonly close: () => void }) {
  return (
    <Dialog title="Keyboard" close={close} size="small">
      <dl class="dialog-body shortcuts">
        {KEYS.map(([key, meaning]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}

export type Shortcuts = {
  readonly help: () => void
  readonly compose: () => void
  readonly person: (index: number) => void
  readonly traffic: () => void
  readonly theme: () => void
  readonly escape: () => void
}

/** Single keys work where nobody is typing; Alt with a digit works everywhere. */
export function useShortcuts(shortcuts: Shortcuts) {
  // Before the next key: an effect after painting would answer a quick key by what was there before.
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const act = meaningOf(event, shortcuts)
      if (!act || event.defaultPrevented || document.querySelector('dialog[open]')) return
      event.preventDefault()
      act()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  })
}

function meaningOf(event: KeyboardEvent, shortcuts: Shortcuts): (() => void) | undefined {
  const digit = /^Digit([1-9])$/.exec(event.code)?.[1]
  if (event.altKey && digit) return () => shortcuts.person(Number(digit) - 1)
  if (event.key === 'Escape') return shortcuts.escape
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return undefined
  const meanings: Readonly<Record<string, () => void>> = {
    '?': shortcuts.help,
    '/': shortcuts.compose,
    t: shortcuts.traffic,
    d: shortcuts.theme,
  }
  return meanings[event.key]
}

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.closest('input, textarea, select') !== null
