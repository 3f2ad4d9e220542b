type Props = { readonly title: string; readonly value: unknown; readonly close: () => void }

/** Everything known about one exchange, as JSON. */
export function JsonView({ title, value, close }: Props) {
  const json = JSON.stringify(value, null, 2)
  return (
    <aside class="json" aria-label={`Details of ${title}`}>
      <header>
        <strong>{title}</strong>
        <button
          type="button"
          class="text-button"
          onClick={() => void navigator.clipboard.writeText(json)}
        >
          Copy
        </button>
        <button type="button" class="icon-button" aria-label="Close details" onClick={close}>
          ✕
        </button>
      </header>
      <pre tabIndex={0}>{json}</pre>
    </aside>
  )
}
