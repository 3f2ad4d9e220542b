/** Words that YAML 1.1 readers take for something else than text. */
const SPECIAL = /^(?:y|n|yes|no|on|off|true|false|null|~|[-+.\d].*|)$/i
const BARE = /^[A-Za-z_/][-A-Za-z0-9_./@ ]*(?::[-A-Za-z0-9_./@]+)*$/

/** Plain data as YAML for people to read; what is `undefined` is left out. */
export function toYaml(value: unknown): string {
  return `${lines(value).join('\n')}\n`
}

function lines(value: unknown): string[] {
  if (Array.isArray(value)) return value.length === 0 ? ['[]'] : value.flatMap(listItem)
  if (typeof value !== 'object' || value === null) return scalar(value)
  const members = Object.entries(value).filter(([, member]) => member !== undefined)
  return members.length === 0 ? ['{}'] : members.flatMap(([key, member]) => entry(key, member))
}

function listItem(item: unknown): string[] {
  const [first = '', ...rest] = lines(item)
  return [`- ${first}`, ...indent(rest)]
}

function entry(key: string, value: unknown): string[] {
  const name = quoted(key)
  const [first = '', ...rest] = lines(value)
  if (isNested(value))
    return [`${name}:`, ...(Array.isArray(value) ? [first, ...rest] : indent([first, ...rest]))]
  return [`${name}: ${first}`, ...indent(rest)]
}

const isNested = (value: unknown) =>
  typeof value === 'object' && value !== null && Object.keys(value).length > 0

const indent = (block: readonly string[]) => block.map((line) => (line === '' ? '' : `  ${line}`))

function scalar(value: unknown): string[] {
  if (typeof value !== 'string') return [String(value)]
  const isBlock = value.includes('\n') && !/^\s|[^\S\n]\n|[^\n\t\u0020-\u{10ffff}]/u.test(value)
  if (!isBlock) return [quoted(value)]
  const body = value.replace(/\n$/, '').split('\n')
  return [value.endsWith('\n') ? '|' : '|-', ...body]
}

function quoted(text: string): string {
  const isPlain = BARE.test(text) && !SPECIAL.test(text) && text.trim() === text
  return isPlain ? text : JSON.stringify(text)
}
