import { useMemo } from 'preact/hooks'
import { InlineView } from './inline-view.tsx'
import type { Paragraph } from './node.ts'
import { parseMrkdwn } from './parse-mrkdwn.ts'

/** Text in Slack's mrkdwn, as Slack would lay it out. */
export function MrkdwnView({ text }: { readonly text: string }) {
  const paragraphs = useMemo(() => parseMrkdwn(text), [text])
  return (
    <div class="mrkdwn">
      {paragraphs.map((paragraph, index) => (
        <ParagraphView key={index} paragraph={paragraph} />
      ))}
    </div>
  )
}

function ParagraphView({ paragraph }: { readonly paragraph: Paragraph }) {
  if (paragraph.is === 'preformatted') return <pre tabIndex={0}>{paragraph.text}</pre>
  const inside = <InlineView nodes={paragraph.children} />
  return paragraph.is === 'quote' ? <blockquote>{inside}</blockquote> : <p>{inside}</p>
}
