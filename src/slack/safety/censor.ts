import type { Node, Text } from '../../core/text.ts'
import { clean } from './clean.ts'
import { isHarmless } from './harmless.ts'
import { REDACTED, redact } from './redact.ts'
import { isSecretName } from './secret-pairs.ts'

/** Cleans and redacts, and counts what it hid. */
export type Censor = {
  string(value: string): string
  text(value: Text): Text
  /** The value of something with this name. */
  named(name: string, value: string): string
  /** The value of a secret: hidden, unless it only says that there is none, or how long it is. */
  hidden(value: Text): Text
  count(): number
}

export function createCensor(): Censor {
  let count = 0

  const string = (value: string): string => {
    const result = redact(clean(value))
    count += result.count
    return result.text
  }
  const hide = (value: string): string => {
    if (isHarmless(value)) return clean(value)
    count++
    return REDACTED
  }
  const node = (value: Node): Node => {
    if (typeof value === 'string') return string(value)
    if ('code' in value) return { code: string(value.code) }
    return 'bold' in value ? { bold: string(value.bold) } : value
  }

  return {
    string,
    // A secret may begin in one node and end in the next; then the run loses its formatting, not the reader theirs.
    text: (value) => (spansNodes(value) ? [string(value.map(words).join(''))] : value.map(node)),
    named: (name, value) => (isSecretName(name) ? hide(value) : string(value)),
    hidden: (value) => [hide(value.map(words).join(''))],
    count: () => count,
  }
}

/** Whether the joined words hold more secrets than the nodes alone. */
function spansNodes(value: Text): boolean {
  if (value.length < 2) return false
  const alone = value.reduce((sum, node) => sum + redact(clean(words(node))).count, 0)
  return redact(clean(value.map(words).join(''))).count > alone
}

function words(node: Node): string {
  if (typeof node === 'string') return node
  if ('code' in node) return node.code
  if ('bold' in node) return node.bold
  if ('group' in node) return `<!subteam^${node.group}>`
  if ('channel' in node) return `<#${node.channel}>`
  return 'user' in node ? `<@${node.user}>` : node.time.toISOString()
}
