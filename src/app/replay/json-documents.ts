export type JsonDocument = {
  /** Where it begins, from 1. */
  readonly line: number
} & ({ readonly value: unknown } | { readonly problem: string })

/**
 * JSON documents that stand one after the other, on a line each or printed over many. One that is no JSON is told, and
 * the next line that begins with a brace is the next document.
 */
export function* jsonDocuments(text: string): Generator<JsonDocument> {
  let line = 1
  let from = 0
  while (from < text.length) {
    const begin = skipSpace(text, from)
    line += breaksIn(text, from, begin)
    if (begin === text.length) return
    const end = endOf(text, begin)
    yield { line, ...parse(text.slice(begin, end)) }
    line += breaksIn(text, begin, end)
    from = end
  }
}

function parse(document: string): { readonly value: unknown } | { readonly problem: string } {
  try {
    return { value: JSON.parse(document) }
  } catch {
    return { problem: document.trimEnd().endsWith('}') ? 'is no JSON' : 'is no JSON, or cut off' }
  }
}

/** Behind the brace that closes the first one; where none does, before the next line that begins with one. */
function endOf(text: string, begin: number): number {
  const closed = text[begin] === '{' ? closing(text, begin) : undefined
  if (closed !== undefined) return closed
  const next = text.indexOf('\n{', begin)
  return next < 0 ? text.length : next + 1
}

function closing(text: string, begin: number): number | undefined {
  let depth = 0
  let isString = false
  for (let at = begin; at < text.length; at++) {
    const char = text[at]
    // JSON holds no line break within a string: one that is open at its end was never closed.
    if (isString && char === '\n') return undefined
    if (isString && char === '\\') at++
    else if (char === '"') isString = !isString
    else if (!isString && char === '{') depth++
    else if (!isString && char === '}' && --depth === 0) return at + 1
  }
  return undefined
}

function skipSpace(text: string, from: number): number {
  let at = from
  while (at < text.length && /\s/.test(text[at] ?? '')) at++
  return at
}

function breaksIn(text: string, from: number, to: number): number {
  let count = 0
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1))
    count++
  return count
}
