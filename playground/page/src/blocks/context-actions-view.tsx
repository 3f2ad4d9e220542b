import type { ContextActionsBlock, FeedbackButtons } from '@slack/types'
import { useSurface } from './block-context.ts'
import { plainText } from './text-view.tsx'

/** Small buttons under a message: feedback and icons. */
export function ContextActionsView({ block }: { readonly block: ContextActionsBlock }) {
  return (
    <div class="block-actions small">
      {block.elements.map((element, index) =>
        element.type === 'icon_button' ? (
          <Small
            key={index}
            {...element}
            blockId={block.block_id}
            label={plainText(element.text)}
          />
        ) : (
          <Feedback key={index} element={element} blockId={block.block_id} />
        ),
      )}
    </div>
  )
}

type Where = { readonly blockId: string | undefined }

function Feedback({ element, blockId }: Where & { readonly element: FeedbackButtons }) {
  return [element.positive_button, element.negative_button].map((button) => (
    <Small
      key={button.value}
      action_id={element.action_id}
      blockId={blockId}
      label={plainText(button.text)}
      value={button.value}
    />
  ))
}

type SmallProps = Where & {
  readonly action_id?: string | undefined
  readonly label: string
  readonly value?: string
}

function Small({ action_id = '', blockId, label, value }: SmallProps) {
  const { press } = useSurface()
  const where = blockId === undefined ? {} : { blockId }
  const what = value === undefined ? {} : { value }
  return (
    <button
      type="button"
      class="button small"
      onClick={() => press({ actionId: action_id, ...where, ...what })}
    >
      {label}
    </button>
  )
}
