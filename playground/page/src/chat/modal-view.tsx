import type { KnownBlock } from '@slack/types'
import { useMemo, useState } from 'preact/hooks'
import type { ModalInput, PageModal } from '../../../slack/page-model.ts'
import { BlocksView } from '../blocks/block-view.tsx'
import { type BlockSurface, BlockSurfaceProvider } from '../blocks/block-context.ts'
import { initialAnswer } from '../blocks/initial-answer.ts'
import { inputKey } from '../blocks/input-key.ts'
import { Dialog } from '../shell/dialog.tsx'
import { useDesk } from '../shell/desk.ts'

/** An error of no input: the bot did not answer in time. */
const WHOLE_FORM = ''

/** The modal the bot opened for you. */
export function ModalView({ modal }: { readonly modal: PageModal }) {
  const { world, me, slack } = useDesk()
  const [input, setInput] = useState<ModalInput>(() => initialInput(modal.blocks))
  const { viewId, errors, busy } = modal
  const surface = useMemo(
    (): BlockSurface => ({
      slack: world.slack,
      press: (press) => slack({ do: 'click-in-modal', userId: me.id, viewId, ...press, input }),
      form: {
        input,
        errors,
        fill: (key, value) => setInput((before) => ({ ...before, [key]: value })),
      },
    }),
    [world.slack, modal, input],
  )
  const close = () => slack({ do: 'close', userId: me.id, viewId })
  const submit = (event: Event) => {
    event.preventDefault()
    if (!busy) slack({ do: 'submit', userId: me.id, viewId, input })
  }
  return (
    <Dialog title={modal.title} close={close}>
      <form class="modal-form" onSubmit={submit}>
        <div class="dialog-body">
          <BlockSurfaceProvider value={surface}>
            <BlocksView blocks={modal.blocks} />
          </BlockSurfaceProvider>
          {errors[WHOLE_FORM] && (
            <p class="input-error" role="alert">
              {errors[WHOLE_FORM]}
            </p>
          )}
        </div>
        <footer class="dialog-foot">
          <button type="button" class="button" onClick={close}>
            {modal.close}
          </button>
          {modal.submit !== undefined && (
            <button type="submit" class="button primary" disabled={busy} aria-busy={busy}>
              {busy ? 'Sending…' : modal.submit}
            </button>
          )}
        </footer>
      </form>
    </Dialog>
  )
}

function initialInput(blocks: readonly KnownBlock[]): ModalInput {
  const filled = blocks.flatMap((block) => {
    if (block.type !== 'input') return []
    const answer = initialAnswer(block.element)
    return answer === undefined ? [] : [[inputKey(block), answer] as const]
  })
  return Object.fromEntries(filled)
}
