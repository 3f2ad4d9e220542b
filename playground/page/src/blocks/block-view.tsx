import type { KnownBlock } from '@slack/types'
import type { JSX } from 'preact'
import { ActionsView } from './actions-view.tsx'
import { AlertView, CardView, ContainerView, ImageView } from './framed-views.tsx'
import { ContextActionsView } from './context-actions-view.tsx'
import { ContextView, SectionView } from './section-view.tsx'
import { DataTableView } from './data-table-view.tsx'
import { InputView } from './input-view.tsx'
import { MarkdownView } from './markdown-view.tsx'
import { PlanView, TaskView } from './task-views.tsx'
import { RichTextView } from './rich-text-view.tsx'
import { TableView } from './table-view.tsx'
import { plainText } from './text-view.tsx'

/** Blocks one under the other, as a message or a modal holds them. */
export function BlocksView({ blocks }: { readonly blocks: readonly KnownBlock[] }) {
  return (
    <div class="blocks">
      {blocks.map((block, index) => (
        <BlockView key={block.block_id ?? index} block={block} />
      ))}
    </div>
  )
}

function BlockView({ block }: { readonly block: KnownBlock }): JSX.Element {
  switch (block.type) {
    case 'section':
      return <SectionView block={block} />
    case 'header':
      return <h3 class="block-header">{plainText(block.text)}</h3>
    case 'divider':
      return <hr class="block-divider" />
    case 'context':
      return <ContextView block={block} />
    case 'actions':
      return <ActionsView block={block} />
    case 'context_actions':
      return <ContextActionsView block={block} />
    case 'input':
      return <InputView block={block} />
    case 'rich_text':
      return <RichTextView block={block} />
    case 'markdown':
      return <MarkdownView text={block.text} />
    case 'table':
      return <TableView block={block} />
    case 'data_table':
      return <DataTableView block={block} />
    case 'image':
      return <ImageView image={block} />
    case 'alert':
      return <AlertView block={block} />
    case 'card':
      return <CardView block={block} />
    case 'carousel':
      return (
        <div class="carousel">
          {block.elements.map((card, index) => (
            <CardView key={index} block={card} />
          ))}
        </div>
      )
    case 'container':
      return (
        <ContainerView block={block}>
          <BlocksView blocks={block.child_blocks} />
        </ContainerView>
      )
    case 'task_card':
      return <TaskView task={block} />
    case 'plan':
      return <PlanView block={block} />
    case 'file':
    case 'video':
      return (
        <p class="placeholder">A {block.type} block: the playground shows no remote content.</p>
      )
  }
}
