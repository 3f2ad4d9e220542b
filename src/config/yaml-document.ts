import {
  isAlias,
  isNode,
  isScalar,
  LineCounter,
  parseDocument,
  visit,
  type Document,
  type Pair,
  type YAMLMap,
} from 'yaml'

export type ParsedYaml = {
  readonly document: Document | undefined
  readonly lines: LineCounter
  readonly problems: readonly { readonly line: number; readonly said: string }[]
  /** False when the text has no meaning to go on with. */
  readonly sound: boolean
  data(): unknown
}

const MOST_BYTES = 1_048_576
const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

/** YAML 1.2 without its traps: one document, no anchors or aliases, no tags, no duplicate or `__proto__` keys. */
export function parseYaml(text: string): ParsedYaml {
  const bytes = Buffer.byteLength(text)
  if (bytes > MOST_BYTES) return unsound(`is ${bytes} bytes long, at most ${MOST_BYTES} are read`)
  if (text.trim() === '') return unsound('is empty')
  try {
    return parse(text)
  } catch (error) {
    // Only the call stack limits how deep the parser follows brackets.
    if (error instanceof RangeError) return unsound('is nested too deeply')
    throw error
  }
}

function parse(text: string): ParsedYaml {
  const lines = new LineCounter()
  // Own check for duplicate keys: the library's compares every key with every other, minutes for a large map.
  const options = { lineCounter: lines, prettyErrors: false, uniqueKeys: false, stringKeys: true }
  const document = parseDocument(text, { ...options, merge: false, logLevel: 'error' })
  const broken = [...document.errors, ...document.warnings].map((error) => {
    const { line, col } = lines.linePos(error.pos[0])
    return { line, said: `column ${col}: not readable as YAML: ${saySyntax(error)}` }
  })
  const refused = findRefused(document, lines)
  const sound = broken.length === 0 && !refused.some(({ stops }) => stops)
  const empty = sound && document.contents === null
  const problems = [...broken, ...refused, ...(empty ? [{ line: 1, said: 'is empty' }] : [])]
  return { document, lines, problems, sound: sound && !empty, data: (): unknown => document.toJS() }
}

function unsound(said: string): ParsedYaml {
  const problems = [{ line: 1, said }]
  return { document: undefined, lines: new LineCounter(), problems, sound: false, data: () => null }
}

function saySyntax(error: { readonly code: string; readonly message: string }): string {
  if (error.code === 'MULTIPLE_DOCS') return 'a second document starts here, expected one'
  if (error.code === 'TAG_RESOLVE_FAILED') return 'tags are not allowed'
  return error.message
}

type Refusal = { readonly line: number; readonly said: string; readonly stops: boolean }

function findRefused(document: Document, lines: LineCounter): Refusal[] {
  const found: Refusal[] = []
  const refuse = (offset: number | undefined, said: string, stops: boolean) =>
    found.push({ line: lines.linePos(offset ?? 0).line, said, stops })
  visit(document, {
    Node: (_, node) => {
      const offset = node.range?.[0]
      if (isAlias(node)) refuse(offset, 'aliases are not allowed: write the value out', true)
      else if (node.anchor !== undefined) refuse(offset, 'anchors are not allowed', false)
    },
    Map: (_, map) => {
      for (const { pair, key, said } of badKeys(map)) {
        const offset = isNode(pair.key) ? pair.key.range?.[0] : undefined
        refuse(offset, `${key}: ${said}`, FORBIDDEN_KEYS.has(key))
      }
    },
  })
  return found
}

function* badKeys(map: YAMLMap): Generator<{ pair: Pair; key: string; said: string }> {
  const seen = new Set<string>()
  for (const pair of map.items) {
    const key = isScalar(pair.key) ? String(pair.key.value) : ''
    if (FORBIDDEN_KEYS.has(key)) yield { pair, key, said: 'this key is not allowed' }
    if (seen.has(key)) yield { pair, key, said: 'this key is there twice' }
    seen.add(key)
  }
}
