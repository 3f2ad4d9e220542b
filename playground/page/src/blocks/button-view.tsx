import type { Button, Confirm } from '@slack/types'
import { useState } from 'preact/hooks'
import { safeUrl } from '../mrkdwn/safe-url.ts'
import { Dialog } from '../shell/dialog.tsx'
import { useSurface } from './block-context.ts'
import { plainText, TextView } from './text-view.tsx'

type Props = { readonly button: Button; readonly blockId: string | undefined }

/** A button; with `confirm` it asks first. */
export function ButtonView({ button, blockId }: Props) {
  const { press } = useSurface()
  const [asking, setAsking] = useState(false)
  const tell = () => {
    const href = button.url && safeUrl(button.url)
    if (href) window.open(href, '_blank', 'noreferrer,noopener')
    press({ actionId: button.action_id ?? '', ...(blockId && { blockId }) })
  }
  const answer = (isYes: boolean) => {
    setAsking(false)
    if (isYes) tell()
  }
  return (
    <>
      <button
        type="button"
        class={`button ${button.style ?? ''}`}
        aria-label={button.accessibility_label}
        onClick={() => (button.confirm ? setAsking(true) : tell())}
      >
        {plainText(button.text)}
      </button>
      {asking && button.confirm && <ConfirmView confirm={button.confirm} answer={answer} />}
    </>
  )
}

type ConfirmProps = { readonly confirm: Confirm; readonly answer: (isYes: boolean) => void }

function ConfirmView({ confirm, answer }: ConfirmProps) {
  const title = confirm.title ? plainText(confirm.title) : 'Are you sure?'
  return (
    <Dialog title={title} close={() => answer(false)} size="small">
      <div class="dialog-body">
        <TextView text={confirm.text} />
      </div>
      <footer class="dialog-foot">
        <button type="button" class="button" onClick={() => answer(false)}>
          {confirm.deny ? plainText(confirm.deny) : 'No'}
        </button>
        <button
          type="button"
          class={`button ${confirm.style ?? 'primary'}`}
          onClick={() => answer(true)}
        >
          {confirm.confirm ? plainText(confirm.confirm) : 'Yes'}
        </button>
      </footer>
    </Dialog>
  )
}
