import type { ContextBlock, SectionBlock } from '@slack/types'
import { ElementView } from './element-view.tsx'
import { ImageView } from './framed-views.tsx'
import { TextView } from './text-view.tsx'

/** A section: text, up to ten fields in two columns, one accessory at the right. */
export function SectionView({ block }: { readonly block: SectionBlock }) {
  return (
    <div class="block-section">
      <div class="section-body">
        {block.text && <TextView text={block.text} />}
        {block.fields && (
          <div class="section-fields">
            {block.fields.map((field, index) => (
              <TextView key={index} text={field} />
            ))}
          </div>
        )}
      </div>
      {block.accessory && (
        <div class="section-accessory">
          <ElementView element={block.accessory} blockId={block.block_id} />
        </div>
      )}
    </div>
  )
}

/** Small print: texts and small images in one line. */
export function ContextView({ block }: { readonly block: ContextBlock }) {
  return (
    <div class="block-context">
      {block.elements.map((element, index) =>
        element.type === 'image' ? (
          <ImageView key={index} image={element} />
        ) : (
          <TextView key={index} text={element} />
        ),
      )}
    </div>
  )
}
