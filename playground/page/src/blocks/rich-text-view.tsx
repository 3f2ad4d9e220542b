import type {
  RichTextBlock,
  RichTextBlockElement,
  RichTextElement,
  RichTextList,
} from '@slack/types'
import type { ComponentChildren, JSX } from 'preact'
import { emojiOf } from '../mrkdwn/emoji.ts'
import { DateView, Link, Mention } from '../mrkdwn/inline-view.tsx'

/** A `rich_text` block: sections, lists, quotes and preformatted text. */
export function RichTextView({ block }: { readonly block: RichTextBlock }) {
  return (
    <div class="rich-text">
      {block.elements.map((element, index) => (
        <PartView key={index} part={element} />
      ))}
    </div>
  )
}

function PartView({ part }: { readonly part: RichTextBlockElement }): JSX.Element {
  switch (part.type) {
    case 'rich_text_section':
      return (
        <p>
          <Pieces of={part.elements} />
        </p>
      )
    case 'rich_text_quote':
      return (
        <blockquote>
          <Pieces of={part.elements} />
        </blockquote>
      )
    case 'rich_text_preformatted':
      return (
        <pre tabIndex={0}>
          <Pieces of={part.elements} />
        </pre>
      )
    case 'rich_text_list':
      return <ListView list={part} />
  }
}

function ListView({ list }: { readonly list: RichTextList }) {
  const Tag = list.style === 'ordered' ? 'ol' : 'ul'
  return (
    <Tag class={`indent-${Math.min(list.indent ?? 0, 4)}`}>
      {list.elements.map((item, index) => (
        <li key={index}>
          <Pieces of={item.elements} />
        </li>
      ))}
    </Tag>
  )
}

function Pieces({ of }: { readonly of: readonly RichTextElement[] }) {
  return of.map((element, index) => (
    <Styled key={index} style={element.style ?? {}}>
      <PieceView element={element} />
    </Styled>
  ))
}

function PieceView({ element }: { readonly element: RichTextElement }): JSX.Element {
  switch (element.type) {
    case 'text':
      return <>{element.text}</>
    case 'link':
      return <Link url={element.url} label={element.text ?? element.url} />
    case 'user':
      return <Mention is="user" id={element.user_id} />
    case 'channel':
      return <Mention is="channel" id={element.channel_id} />
    case 'usergroup':
      return <Mention is="group" id={element.usergroup_id} />
    case 'team':
      return <span class="mention">@{element.team_id}</span>
    case 'broadcast':
      return <span class="mention">@{element.range}</span>
    case 'emoji':
      return <>{emojiOf(element.name)}</>
    case 'color':
      return <code>{element.value}</code>
    case 'date':
      return <DateView date={{ fallback: '', ...element }} />
  }
}

type Style = NonNullable<RichTextElement['style']>
const TAGS = { bold: 'strong', italic: 'em', strike: 's', code: 'code' } as const

function Styled({
  style,
  children,
}: {
  readonly style: Style
  readonly children: ComponentChildren
}) {
  const marks = (['code', 'strike', 'italic', 'bold'] as const).filter((mark) => style[mark])
  return marks.reduce<JSX.Element>(
    (inside, mark) => {
      const Tag = TAGS[mark]
      return <Tag>{inside}</Tag>
    },
    <>{children}</>,
  )
}
