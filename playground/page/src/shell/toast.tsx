import { useEffect } from 'preact/hooks'

type Props = { readonly problem: string | undefined; readonly clear: () => void }

/** What could not be done, said once and read aloud. */
export function Toast({ problem, clear }: Props) {
  useEffect(() => {
    if (problem === undefined) return undefined
    const timer = setTimeout(clear, 8000)
    return () => clearTimeout(timer)
  }, [problem])
  return (
    <div class="toast-place" role="alert">
      {problem !== undefined && (
        <div class="toast">
          <span>{problem}</span>
          <button type="button" class="icon-button" aria-label="Dismiss" onClick={clear}>
            ✕
          </button>
        </div>
      )}
    </div>
  )
}
