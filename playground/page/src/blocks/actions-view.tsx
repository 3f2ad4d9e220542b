import type { ActionsBlock } from '@slack/types'
import { ElementView } from './element-view.tsx'

/** A row of buttons and menus. */
export function ActionsView({ block }: { readonly block: ActionsBlock }) {
  return (
    <div class="block-actions">
      {block.elements.map((element, index) => (
        <ElementView key={element.action_id ?? index} element={element} blockId={block.block_id} />
      ))}
    </div>
  )
}
