/**
 * Text for people, before Slack's markup. A bare string is always plain, untrusted text; formatting exists
 * only as nodes, so nothing that came from a cluster can format itself.
 */
export type Node =
  | string
  | { readonly code: string }
  | { readonly bold: string }
  | { readonly user: string }
  /** A Slack user group, which calls all of its people. */
  | { readonly group: string }
  | { readonly channel: string }
  | { readonly time: Date }

export type Text = readonly Node[]

export const code = (value: string | number): Node => ({ code: String(value) })
export const bold = (value: string | number): Node => ({ bold: String(value) })
export const user = (slackId: string): Node => ({ user: slackId })
export const group = (slackId: string): Node => ({ group: slackId })
/** A Slack channel by its id: people see its name. */
export const channel = (slackId: string): Node => ({ channel: slackId })
/** A moment, shown in the reader's own zone. */
export const time = (value: Date): Node => ({ time: value })

type Part = Node | number | Text

/** Template tag: `` text`replicas ${code(3)} in ${namespace}` ``; interpolated strings stay untrusted plain text. */
export function text(strings: TemplateStringsArray, ...parts: readonly Part[]): Text {
  return strings.flatMap((literal, i) => {
    const before = literal === '' ? [] : [literal]
    return [...before, ...nodesOf(parts[i])]
  })
}

function nodesOf(part: Part | undefined): Text {
  if (part === undefined) return []
  if (typeof part === 'number') return [String(part)]
  return isText(part) ? part : [part]
}

/** The same words without any formatting: for notifications, logs of refusals, terminals. */
export function plain(value: Text): string {
  return value.map(plainNode).join('')
}

/** Joins texts with a separator. */
export function join(values: readonly Text[], separator: string): Text {
  return values.flatMap((value, i) => (i === 0 ? value : [separator, ...value]))
}

/** With a capital letter, for the beginning of a sentence. */
export const capital = ([first, ...rest]: Text): Text =>
  typeof first === 'string' ? [first.charAt(0).toUpperCase() + first.slice(1), ...rest] : [...rest]

/** With a small letter, for the middle of a sentence. */
export const lower = (words: string): string => words.charAt(0).toLowerCase() + words.slice(1)

const isText = (part: Part): part is Text => Array.isArray(part)

function plainNode(node: Node): string {
  if (typeof node === 'string') return node
  if ('code' in node) return node.code
  if ('bold' in node) return node.bold
  if ('user' in node) return `@${node.user}`
  if ('group' in node) return `@${node.group}`
  if ('channel' in node) return node.channel
  return node.time.toISOString()
}
