import type { InputBlock } from '@slack/types'
import { useId } from 'preact/hooks'
import type { Answer } from './element.ts'
import { useSurface } from './block-context.ts'
import { ElementView } from './element-view.tsx'
import { inputKey } from './input-key.ts'
import { plainText } from './text-view.tsx'

/** A labelled input; in a modal it fills the form, in a message it tells the bot. */
export function InputView({ block }: { readonly block: InputBlock }) {
  const { form, press } = useSurface()
  const labelId = useId()
  const key = inputKey(block)
  const error = form?.errors[key]
  const where = block.block_id === undefined ? {} : { blockId: block.block_id }
  const answer: Answer = (value) => {
    form?.fill(key, value)
    if (!form || block.dispatch_action) {
      press({ actionId: block.element.action_id ?? '', ...where, value })
    }
  }
  return (
    <div class={`block-input ${error ? 'refused' : ''}`}>
      <div class="label" id={labelId}>
        {plainText(block.label)}
        {block.optional && <span class="muted"> (optional)</span>}
      </div>
      <ElementView
        element={block.element}
        blockId={block.block_id}
        answer={answer}
        labelId={labelId}
      />
      {error && (
        <p class="input-error" role="alert">
          {error}
        </p>
      )}
      {block.hint && <p class="hint">{plainText(block.hint)}</p>}
    </div>
  )
}
