import type { JSX } from 'preact'
import { InlineView } from '../mrkdwn/inline-view.tsx'
import { type MarkdownPart, parseMarkdown } from '../mrkdwn/parse-markdown.ts'
import { parseMarkdownLine } from '../mrkdwn/parse-markdown-line.ts'

/** A `markdown` block: standard Markdown, not Slack's mrkdwn. */
export function MarkdownView({ text }: { readonly text: string }) {
  return (
    <div class="mrkdwn">
      {parseMarkdown(text).map((part, index) => (
        <PartView key={index} part={part} />
      ))}
    </div>
  )
}

function PartView({ part }: { readonly part: MarkdownPart }): JSX.Element {
  switch (part.is) {
    case 'heading':
      return part.level < 3 ? <h3>{line(part.line)}</h3> : <h4>{line(part.line)}</h4>
    case 'paragraph':
      return <p>{line(part.line)}</p>
    case 'quote':
      return <blockquote>{line(part.line)}</blockquote>
    case 'preformatted':
      return <pre tabIndex={0}>{part.text}</pre>
    case 'rule':
      return <hr class="block-divider" />
    case 'list':
      return <ListView ordered={part.ordered} items={part.items} />
    case 'table':
      return <Rows rows={part.rows} />
  }
}

const line = (source: string) => <InlineView nodes={parseMarkdownLine(source)} />

function ListView(props: { readonly ordered: boolean; readonly items: readonly string[] }) {
  const items = props.items.map((item, index) => <li key={index}>{line(item)}</li>)
  return props.ordered ? <ol>{items}</ol> : <ul>{items}</ul>
}

function Rows({
  rows: [header = [], ...rows],
}: Pick<Extract<MarkdownPart, { is: 'table' }>, 'rows'>) {
  return (
    <div class="table-scroll" tabIndex={0} role="region" aria-label="Table">
      <table class="block-table">
        <thead>
          <tr>
            {header.map((cell, column) => (
              <th key={column} scope="col">
                {line(cell)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {row.map((cell, column) => (
                <td key={column}>{line(cell)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
