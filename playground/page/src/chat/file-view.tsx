import { useEffect, useState } from 'preact/hooks'
import type { PageFile } from '../../../slack/page-model.ts'
import { Dialog } from '../shell/dialog.tsx'

/** A shared file: its first lines, all of it in a dialog, or as a download. */
export function FileView({ file }: { readonly file: PageFile }) {
  const [open, setOpen] = useState(false)
  return (
    <figure class="file">
      <figcaption>
        <span aria-hidden="true">▤</span>
        <strong>{file.title || file.name}</strong>
        <span class="muted">{sizeOf(file.size)}</span>
        {file.preview !== undefined && (
          <button type="button" class="text-button" onClick={() => setOpen(true)}>
            View
          </button>
        )}
        <a href={addressOf(file)} download={file.name}>
          Download
        </a>
      </figcaption>
      {file.preview !== undefined && <pre>{file.preview}</pre>}
      {open && <FileDialog file={file} close={() => setOpen(false)} />}
    </figure>
  )
}

type DialogProps = { readonly file: PageFile; readonly close: () => void }

function FileDialog({ file, close }: DialogProps) {
  const [text, setText] = useState('Loading…')
  useEffect(() => {
    void readFile(file).then(setText)
  }, [file.id])
  return (
    <Dialog title={file.title || file.name} close={close} size="wide">
      <pre class="dialog-body file-text" tabIndex={0}>
        {text}
      </pre>
    </Dialog>
  )
}

async function readFile(file: PageFile): Promise<string> {
  try {
    const answer = await fetch(addressOf(file))
    return answer.ok ? await answer.text() : 'This file is no longer there.'
  } catch {
    return 'The playground does not answer. Is it still running in your terminal?'
  }
}

const addressOf = (file: PageFile) => `/files/${encodeURIComponent(file.id)}`

const sizeOf = (bytes: number) =>
  bytes < 1024 ? `${bytes} B` : `${(bytes / 1024).toFixed(1).replace('.0', '')} kB`
