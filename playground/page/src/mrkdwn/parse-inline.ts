import type { Inline } from './node.ts'
import { readAngle } from './read-angle.ts'
import { unescapeEntities } from './unescape-entities.ts'

const MARKS: Readonly<Record<string, 'bold' | 'italic' | 'strike'>> = {
  '*': 'bold',
  _: 'italic',
  '~': 'strike',
}
const WORD = /[\p{L}\p{N}]/u
const SPACE = /\s/u
/** The pieces in which a mark means nothing: code and angle sequences. */
const OPAQUE = /^(?:`[^`\n]+`|<[^<>\n]+>)/
const EMOJI = /^:([a-z0-9_+'-]+):/
const ENTITY = /^&(?:amp|lt|gt);/

/** Slack's mrkdwn inside a paragraph. Whatever is not well formed stays as it was typed. */
export function parseInline(source: string): Inline[] {
  const nodes: Inline[] = []
  let at = 0
  while (at < source.length) {
    const { node, length } = readNode(source, at)
    const last = nodes.at(-1)
    if (node.is === 'text' && last?.is === 'text') {
      nodes[nodes.length - 1] = { is: 'text', text: last.text + node.text }
    } else nodes.push(node)
    at += length
  }
  return nodes
}

type Read = { readonly node: Inline; readonly length: number }

function readNode(source: string, at: number): Read {
  const rest = source.slice(at)
  if (rest[0] === '\n') return { node: { is: 'break' }, length: 1 }
  const opaque = OPAQUE.exec(rest)?.[0]
  if (opaque) return { node: readOpaque(opaque), length: opaque.length }
  const entity = ENTITY.exec(rest)?.[0]
  if (entity) return { node: { is: 'text', text: unescapeEntities(entity) }, length: entity.length }
  const emoji = EMOJI.exec(rest)
  if (emoji?.[1]) return { node: { is: 'emoji', name: emoji[1] }, length: emoji[0].length }
  return readMarked(source, at) ?? { node: { is: 'text', text: rest[0] ?? '' }, length: 1 }
}

function readOpaque(opaque: string): Inline {
  const inside = opaque.slice(1, -1)
  if (opaque.startsWith('<')) return readAngle(inside)
  return { is: 'code', text: plainCode(inside) }
}

/** Links lose their angle brackets inside code, as in Slack; other things between brackets keep them. */
export function plainCode(inside: string): string {
  const open = inside.replace(
    /<(\w[\w+.-]*:[^<>\n|]+)(?:\|([^<>\n]*))?>/g,
    (_, to: string, label?: string) => label ?? to,
  )
  return unescapeEntities(open)
}

function readMarked(source: string, at: number): Read | undefined {
  const mark = source[at] ?? ''
  const is = MARKS[mark]
  if (!is || !opens(source, at)) return undefined
  const end = findClose(source, at, mark)
  if (end === -1) return undefined
  const children = parseInline(source.slice(at + 1, end))
  return { node: { is, children }, length: end - at + 1 }
}

function opens(source: string, at: number): boolean {
  const before = source[at - 1]
  const after = source[at + 1]
  const isFree = before === undefined || !WORD.test(before)
  return isFree && after !== undefined && !SPACE.test(after) && after !== source[at]
}

function findClose(source: string, from: number, mark: string): number {
  for (let at = from + 1; at < source.length; at++) {
    if (source[at] === '\n') return -1
    const opaque = OPAQUE.exec(source.slice(at))?.[0]
    if (opaque) at += opaque.length - 1
    else if (source[at] === mark && closes(source, at) && at > from + 1) return at
  }
  return -1
}

function closes(source: string, at: number): boolean {
  const after = source[at + 1]
  return !SPACE.test(source[at - 1] ?? ' ') && (after === undefined || !WORD.test(after))
}
