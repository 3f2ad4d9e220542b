import type { Range } from './range.ts'

const IS_SECRET = /kind\\{0,8}["']?\s{0,4}:\s{0,4}\\{0,8}["']?Secret\b/u
const YAML_DATA = /^([ \t]*)(?:data|stringData):[ \t]*$/gmu
const YAML_ENTRY = /^[ \t]*["']?[\w.-]+["']?:[ \t]+(?![|>])/u
const JSON_DATA = /"(?:data|stringData)\\{0,8}"\s{0,8}:\s{0,8}\{([^{}]{0,500000})\}/gu
const JSON_VALUE = /(?<=:\s{0,8})(\\{0,8}")(?<value>(?:(?!\1).)*?)\1/gsu

/** Where the values of a Secret's `data` and `stringData` stand, in YAML, JSON or JSON within a string. */
export function manifestSecrets(text: string): Range[] {
  if (!IS_SECRET.test(text)) return []
  return [...yamlValues(text), ...jsonValues(text)]
}

function yamlValues(text: string): Range[] {
  return [...text.matchAll(YAML_DATA)].flatMap((match) => {
    const indent = match[1]?.length ?? 0
    const ranges: Range[] = []
    let at = match.index + match[0].length + 1
    while (at < text.length) {
      const next = text.indexOf('\n', at)
      const end = next === -1 ? text.length : next
      const line = text.slice(at, end)
      if (line.trim() !== '' && line.search(/\S/u) <= indent) break
      const entry = YAML_ENTRY.exec(line)
      // A line without a key is the inside of a block scalar.
      const skip =
        entry?.[0].length ??
        (/^[ \t]*["']?[\w.-]+["']?:/u.test(line) ? line.length : line.search(/\S|$/u))
      if (skip < line.length) ranges.push({ start: at + skip, end })
      at = end + 1
    }
    return ranges
  })
}

function jsonValues(text: string): Range[] {
  return [...text.matchAll(JSON_DATA)].flatMap((match) => {
    const inner = match[1] ?? ''
    const offset = match.index + match[0].length - 1 - inner.length
    return [...inner.matchAll(JSON_VALUE)].flatMap(({ index, 1: quote = '', groups }) => {
      const start = offset + index + quote.length
      const value = groups?.['value'] ?? ''
      return value === '' ? [] : [{ start, end: start + value.length }]
    })
  })
}
