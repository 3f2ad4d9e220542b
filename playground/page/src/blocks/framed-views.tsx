import type { AlertBlock, CardBlock, ContainerBlock, ImageBlock, ImageElement } from '@slack/types'
import type { ComponentChildren } from 'preact'
import { ButtonView } from './button-view.tsx'
import { RichTextView } from './rich-text-view.tsx'
import { plainText, TextView } from './text-view.tsx'

const MARKS = { default: '', info: 'i', warning: '⚠', error: '✕', success: '✓' } as const

export function AlertView({ block }: { readonly block: AlertBlock }) {
  const level = block.level ?? 'default'
  return (
    <div class={`block-alert ${level}`}>
      {MARKS[level] && (
        <span class="alert-mark" aria-hidden="true">
          {MARKS[level]}
        </span>
      )}
      <TextView text={block.text} />
    </div>
  )
}

export function CardView({ block }: { readonly block: CardBlock }) {
  return (
    <div class="block-card">
      {block.title && <TextView text={block.title} />}
      {block.subtitle && (
        <div class="muted">
          <TextView text={block.subtitle} />
        </div>
      )}
      {block.body && <TextView text={block.body} />}
      {block.actions && (
        <div class="block-actions">
          {block.actions.map((button, index) => (
            <ButtonView key={index} button={button} blockId={block.block_id} />
          ))}
        </div>
      )}
    </div>
  )
}

type ContainerProps = { readonly block: ContainerBlock; readonly children: ComponentChildren }

export function ContainerView({ block, children }: ContainerProps) {
  const title = (
    <>
      {block.title && <strong>{plainText(block.title)}</strong>}
      {block.rich_text_title && <RichTextView block={block.rich_text_title} />}
      {block.subtitle && <TextView text={block.subtitle} />}
    </>
  )
  if (!block.is_collapsible) {
    return (
      <section class="block-container">
        <header class={block.has_header_divider ? 'divided' : ''}>{title}</header>
        {children}
      </section>
    )
  }
  return (
    <details class="block-container" open={!block.default_collapsed}>
      <summary>{title}</summary>
      {children}
    </details>
  )
}

/** No request leaves the page for a picture: its description stands in its place. */
export function ImageView({ image }: { readonly image: ImageBlock | ImageElement }) {
  return (
    <span class="image-placeholder" role="img" aria-label={image.alt_text} title={image.alt_text}>
      ▦ <span>{image.alt_text}</span>
    </span>
  )
}
