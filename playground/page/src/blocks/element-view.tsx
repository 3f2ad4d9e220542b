import type { JSX } from 'preact'
import type { BlockElement, Answer } from './element.ts'
import { useSurface } from './block-context.ts'
import { ButtonView } from './button-view.tsx'
import { ChoicesView } from './choices-view.tsx'
import { ImageView } from './framed-views.tsx'
import { OverflowView } from './overflow-view.tsx'
import { PickerView } from './picker-view.tsx'
import { SelectView } from './select-view.tsx'
import { plainText } from './text-view.tsx'
import { TypingView } from './typing-view.tsx'

type Props = {
  readonly element: BlockElement
  readonly blockId: string | undefined
  /** In an input block: fills the form instead of telling the bot at once. */
  readonly answer?: Answer
  /** Names the control where an input block's label does. */
  readonly labelId?: string
}

/** One interactive element, wherever it stands. */
export function ElementView({ element, blockId, answer, labelId }: Props): JSX.Element {
  const { press } = useSurface()
  if (element.type === 'image') return <ImageView image={element} />
  if (element.type === 'button') return <ButtonView button={element} blockId={blockId} />
  const tell: Answer = (value) =>
    press({ actionId: element.action_id ?? '', ...(blockId && { blockId }), value })
  return <Control element={element} answer={answer ?? tell} labelId={labelId} />
}

type Interactive = Exclude<BlockElement, { type: 'image' } | { type: 'button' }>
type ControlProps = {
  readonly element: Interactive
  readonly answer: Answer
  readonly labelId: string | undefined
}

function Control({ element, answer, labelId }: ControlProps): JSX.Element {
  switch (element.type) {
    case 'checkboxes':
    case 'radio_buttons':
      return <ChoicesView element={element} answer={answer} labelId={labelId} />
    case 'datepicker':
    case 'timepicker':
    case 'datetimepicker':
      return <PickerView element={element} answer={answer} labelId={labelId} />
    case 'overflow':
      return <OverflowView element={element} answer={answer} />
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
    case 'rich_text_input':
      return <TypingView element={element} answer={answer} labelId={labelId} />
    case 'workflow_button':
      return (
        <button type="button" class="button" disabled>
          {plainText(element.text)}
        </button>
      )
    case 'file_input':
      return <p class="placeholder">Choosing files is not part of the playground.</p>
    default:
      return <SelectView element={element} answer={answer} labelId={labelId} />
  }
}
