import { isMap, isNode, isScalar, isSeq, Scalar, type Node } from 'yaml'
import type { ParsedYaml } from './yaml-document.ts'

export type YamlPath = readonly (string | number)[]

/**
 * The line on which the value at `path` is written, or its nearest parent that is there; with `offset`, the line
 * of that character inside a text.
 */
export type LineOf = (path: YamlPath, offset?: number) => number | undefined

export function createLines({ document, lines }: Pick<ParsedYaml, 'document' | 'lines'>): LineOf {
  const lineAt = (node: Node | undefined) =>
    node?.range ? lines.linePos(node.range[0]).line : undefined
  return (path, offset) => {
    const { key, value } = find(document?.contents ?? undefined, path)
    const start = lineAt(value)
    if (offset === undefined || start === undefined) return lineAt(key) ?? start
    return start + lineInside(value, offset)
  }
}

type Found = { readonly key: Node | undefined; readonly value: Node | undefined }

function find(root: Node | undefined, path: YamlPath): Found {
  let found: Found = { key: undefined, value: root }
  for (const step of path) {
    const next = stepInto(found.value, step)
    if (next === undefined) return found
    found = next
  }
  return found
}

function stepInto(node: Node | undefined, step: string | number): Found | undefined {
  if (isSeq(node)) {
    const item = node.items[Number(step)]
    return isNode(item) ? { key: undefined, value: item } : undefined
  }
  if (!isMap(node)) return undefined
  const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step))
  if (pair === undefined || !isNode(pair.key)) return undefined
  return { key: pair.key, value: isNode(pair.value) ? pair.value : pair.key }
}

/** Only a literal block (`|`) keeps its lines; it begins on the line after its mark. */
function lineInside(node: Node | undefined, offset: number): number {
  if (!isScalar(node) || node.type !== Scalar.BLOCK_LITERAL) return 0
  return 1 + String(node.value).slice(0, offset).split('\n').length - 1
}
