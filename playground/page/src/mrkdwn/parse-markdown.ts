/** A block of standard Markdown, as much of it as chat messages use. Lines are still raw Markdown. */
export type MarkdownPart =
  | { readonly is: 'heading'; readonly level: number; readonly line: string }
  | { readonly is: 'paragraph'; readonly line: string }
  | { readonly is: 'list'; readonly ordered: boolean; readonly items: readonly string[] }
  | { readonly is: 'quote'; readonly line: string }
  | { readonly is: 'preformatted'; readonly text: string }
  | { readonly is: 'rule' }
  | { readonly is: 'table'; readonly rows: readonly (readonly string[])[] }

const FENCE = /^```[^\n]*\n([\s\S]*?)\n```\s*(?:\n|$)/
const RULE = /^(?:-{3,}|\*{3,}|_{3,})\s*$/
const HEADING = /^(#{1,6})\s+(.*)$/
const ITEM = /^\s*(?:[-*+]|\d+[.)])\s+/
const TABLE_RULE = /^\s*\|?\s*:?-{2,}[-:|\s]*$/

/** Takes the text of a `markdown` block apart. */
export function parseMarkdown(source: string): MarkdownPart[] {
  const parts: MarkdownPart[] = []
  let rest = source.replaceAll('\r\n', '\n')
  while (rest.trim() !== '') {
    rest = rest.replace(/^\s*\n/, '')
    const { part, length } = readPart(rest)
    parts.push(part)
    rest = rest.slice(length)
  }
  return parts
}

type Read = { readonly part: MarkdownPart; readonly length: number }

function readPart(rest: string): Read {
  const fence = FENCE.exec(rest)
  if (fence) return { part: { is: 'preformatted', text: fence[1] ?? '' }, length: fence[0].length }
  const [first = '', second = ''] = rest.split('\n', 2)
  const heading = HEADING.exec(first)
  if (heading) {
    const [, marks = '', line = ''] = heading
    return { part: { is: 'heading', level: marks.length, line }, length: first.length }
  }
  if (RULE.test(first)) return { part: { is: 'rule' }, length: first.length }
  if (first.includes('|') && TABLE_RULE.test(second)) return readTable(rest)
  if (ITEM.test(first)) return readList(rest)
  return readParagraph(rest)
}

function readTable(rest: string): Read {
  const lines = takeLines(rest, (line) => line.includes('|'))
  const rows = lines.filter((_, index) => index !== 1).map(splitRow)
  return { part: { is: 'table', rows }, length: lines.join('\n').length }
}

const splitRow = (line: string) =>
  line
    .trim()
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((cell) => cell.trim())

function readList(rest: string): Read {
  const lines = takeLines(rest, (line) => ITEM.test(line))
  const items = lines.map((line) => line.replace(ITEM, ''))
  const ordered = /^\s*\d/.test(rest)
  return { part: { is: 'list', ordered, items }, length: lines.join('\n').length }
}

function readParagraph(rest: string): Read {
  const isQuote = rest.startsWith('>')
  const lines = takeLines(rest, (line, index) =>
    index === 0 ? true : line.trim() !== '' && line.startsWith('>') === isQuote && !isStart(line),
  )
  const line = lines.map((one) => (isQuote ? one.replace(/^>\s?/, '') : one)).join('\n')
  return { part: { is: isQuote ? 'quote' : 'paragraph', line }, length: lines.join('\n').length }
}

const isStart = (line: string) =>
  HEADING.test(line) || ITEM.test(line) || RULE.test(line) || line.startsWith('```')

function takeLines(rest: string, belongs: (line: string, index: number) => boolean): string[] {
  const lines = rest.split('\n')
  const end = lines.findIndex((line, index) => !belongs(line, index))
  return end === -1 ? lines : lines.slice(0, end)
}
