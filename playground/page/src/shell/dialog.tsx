import type { ComponentChildren } from 'preact'
import { useId, useLayoutEffect, useRef } from 'preact/hooks'

type Props = {
  readonly title: string
  readonly close: () => void
  readonly size?: 'small' | 'wide'
  readonly children: ComponentChildren
}

/** A modal dialog: the browser keeps the focus inside, Escape closes, focus goes back where it was. */
export function Dialog({ title, close, size, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useLayoutEffect(() => {
    const before = document.activeElement
    dialog.current?.showModal()
    firstToFill(dialog.current)?.focus()
    return () => {
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  const cancel = (event: Event) => {
    event.preventDefault()
    close()
  }
  return (
    <dialog
      ref={dialog}
      class={`dialog ${size ?? ''}`}
      aria-labelledby={titleId}
      onCancel={cancel}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <header class="dialog-head">
        <h2 id={titleId}>{title}</h2>
        <button type="button" class="icon-button" aria-label="Close" onClick={close}>
          ✕
        </button>
      </header>
      {children}
    </dialog>
  )
}

/** A form begins at its first field, a question at its answers; else the browser chooses. */
function firstToFill(dialog: HTMLDialogElement | null): HTMLElement | null {
  const field = dialog?.querySelector<HTMLElement>(
    '.dialog-body :is(input, textarea, select, [autofocus])',
  )
  return field ?? dialog?.querySelector<HTMLElement>('.dialog-foot button') ?? null
}
