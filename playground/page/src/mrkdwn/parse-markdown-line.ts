import type { Inline } from './node.ts'

type Rule = {
  readonly find: RegExp
  readonly read: (match: RegExpExecArray) => Inline
}

const RULES: readonly Rule[] = [
  { find: /^\\([\\`*_{}[\]()#+.!|~-])/, read: ([, char = '']) => ({ is: 'text', text: char }) },
  { find: /^`([^`\n]+)`/, read: ([, text = '']) => ({ is: 'code', text }) },
  { find: /^\*\*([^*]+(?:\*[^*]+)*)\*\*/, read: ([, inside = '']) => styled('bold', inside) },
  { find: /^~~([^~]+)~~/, read: ([, inside = '']) => styled('strike', inside) },
  { find: /^\*([^*\s][^*]*)\*/, read: ([, inside = '']) => styled('italic', inside) },
  { find: /^_([^_\s][^_]*)_(?!\w)/, read: ([, inside = '']) => styled('italic', inside) },
  {
    find: /^\[([^\]\n]+)\]\(([^)\s]+)\)/,
    read: ([, label = '', url = '']) => ({ is: 'link', url, label }),
  },
  { find: /^\n/, read: () => ({ is: 'break' }) },
]

/** Standard Markdown inside a line: emphasis, code and links. */
export function parseMarkdownLine(source: string): Inline[] {
  const nodes: Inline[] = []
  let rest = source
  while (rest !== '') {
    const { node, length } = readNode(rest)
    const last = nodes.at(-1)
    if (node.is === 'text' && last?.is === 'text') {
      nodes[nodes.length - 1] = { is: 'text', text: last.text + node.text }
    } else nodes.push(node)
    rest = rest.slice(length)
  }
  return nodes
}

function readNode(rest: string): { readonly node: Inline; readonly length: number } {
  for (const { find, read } of RULES) {
    const match = find.exec(rest)
    if (match) return { node: read(match), length: match[0].length }
  }
  return { node: { is: 'text', text: rest[0] ?? '' }, length: 1 }
}

const styled = (is: 'bold' | 'italic' | 'strike', inside: string): Inline => ({
  is,
  children: parseMarkdownLine(inside),
})
