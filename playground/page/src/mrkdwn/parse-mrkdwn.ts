import type { Paragraph } from './node.ts'
import { parseInline, plainCode } from './parse-inline.ts'

const FENCE = /```\n?([\s\S]*?)\n?```/g
const QUOTE = /^(?:&gt;|>) ?/

/** A mrkdwn text object as Slack shows it: paragraphs, quotes and preformatted pieces in order. */
export function parseMrkdwn(source: string): Paragraph[] {
  const paragraphs: Paragraph[] = []
  let from = 0
  for (const fence of source.matchAll(FENCE)) {
    paragraphs.push(...parseLines(source.slice(from, fence.index)))
    paragraphs.push({ is: 'preformatted', text: plainCode(fence[1] ?? '') })
    from = fence.index + fence[0].length
  }
  return [...paragraphs, ...parseLines(source.slice(from))]
}

function parseLines(source: string): Paragraph[] {
  const trimmed = source.replace(/^\n|\n$/g, '')
  if (trimmed === '') return []
  return groupQuotes(trimmed.split('\n')).map(({ isQuote, lines }) => ({
    is: isQuote ? 'quote' : 'paragraph',
    children: parseInline(lines.join('\n')),
  }))
}

type Group = { readonly isQuote: boolean; readonly lines: string[] }

function groupQuotes(lines: readonly string[]): Group[] {
  const groups: Group[] = []
  for (const line of lines) {
    const isQuote = QUOTE.test(line)
    const text = isQuote ? line.replace(QUOTE, '') : line
    const last = groups.at(-1)
    if (last?.isQuote === isQuote) last.lines.push(text)
    else groups.push({ isQuote, lines: [text] })
  }
  return groups
}
