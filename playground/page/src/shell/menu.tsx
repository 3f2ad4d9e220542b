import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'

export type MenuItem = {
  readonly key: string
  readonly label: string
  readonly hint?: string
  readonly choose: () => void
}

type Props = {
  readonly label: string
  readonly items: readonly MenuItem[]
  readonly class?: string
  readonly children: ComponentChildren
}

/** A button that opens a short list: arrows move, Enter chooses, Escape and clicking elsewhere close. */
export function Menu({ label, items, class: look = 'button small', children }: Props) {
  const [open, setOpen] = useState(false)
  const root = useRef<HTMLSpanElement>(null)
  useLayoutEffect(
    () => (open ? watchOutside(root.current, () => setOpen(false)) : undefined),
    [open],
  )
  useLayoutEffect(() => {
    if (!open) return
    root.current?.querySelector('[role=menu]')?.scrollIntoView({ block: 'nearest' })
    focusItem(root.current, 0)
  }, [open])
  const close = () => {
    setOpen(false)
    root.current?.querySelector('button')?.focus()
  }
  return (
    <span class="menu" ref={root} onKeyDown={(event) => onMenuKey(event, root.current, close)}>
      <button
        type="button"
        class={look}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-label={label}
        onClick={() => setOpen(!open)}
      >
        {children}
      </button>
      {open && (
        <span class="menu-list" role="menu" aria-label={label}>
          {items.map((item) => (
            <button
              key={item.key}
              type="button"
              role="menuitem"
              onClick={() => {
                close()
                item.choose()
              }}
            >
              {item.label}
              {item.hint && <small>{item.hint}</small>}
            </button>
          ))}
        </span>
      )}
    </span>
  )
}

function watchOutside(root: HTMLElement | null, close: () => void): () => void {
  const onDown = (event: Event) => {
    if (event.target instanceof Node && !root?.contains(event.target)) close()
  }
  document.addEventListener('pointerdown', onDown)
  document.addEventListener('focusin', onDown)
  return () => {
    document.removeEventListener('pointerdown', onDown)
    document.removeEventListener('focusin', onDown)
  }
}

function onMenuKey(event: KeyboardEvent, root: HTMLElement | null, close: () => void) {
  const items = menuItems(root)
  if (items.length === 0) return
  const at = items.findIndex((item) => item === document.activeElement)
  const moves: Readonly<Record<string, number>> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    Home: 0,
    End: -1,
  }
  const to = moves[event.key]
  if (event.key === 'Escape') close()
  else if (to !== undefined) focusItem(root, to)
  else return
  event.preventDefault()
  event.stopPropagation()
}

function focusItem(root: HTMLElement | null, to: number) {
  const items = menuItems(root)
  items.at(to % Math.max(1, items.length))?.focus()
}

const menuItems = (root: HTMLElement | null) => [
  ...(root?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? []),
]
