import type { Inline } from './node.ts'
import { unescapeEntities } from './unescape-entities.ts'

const HAS_SCHEME = /^\w[\w+.-]*:/

/** What stands between `<` and `>`: a link, a mention, a broadcast or a date. */
export function readAngle(inside: string): Inline {
  const [target, label] = splitOnce(inside, '|')
  const named = label === undefined ? {} : { label: unescapeEntities(label) }
  if (target.startsWith('@')) return { is: 'user', id: target.slice(1), ...named }
  if (target.startsWith('#')) return { is: 'channel', id: target.slice(1), ...named }
  if (target.startsWith('!')) return readSpecial(target.slice(1), label)
  if (!HAS_SCHEME.test(target)) return { is: 'text', text: unescapeEntities(`<${inside}>`) }
  return { is: 'link', url: unescapeEntities(target), label: unescapeEntities(label ?? target) }
}

function readSpecial(special: string, label = ''): Inline {
  const [kind = '', ...rest] = special.split('^')
  if (kind === 'subteam') return { is: 'group', id: rest[0] ?? '', ...(label && { label }) }
  if (kind !== 'date') return { is: 'broadcast', range: kind }
  const [timestamp = '', format = '', link] = rest
  const fallback = unescapeEntities(label)
  if (!/^-?\d+$/.test(timestamp)) return { is: 'text', text: fallback }
  const date = { timestamp: Number(timestamp), format: unescapeEntities(format), fallback }
  return { is: 'date', date: link ? { ...date, link: unescapeEntities(link) } : date }
}

function splitOnce(whole: string, mark: string): [string, string?] {
  const at = whole.indexOf(mark)
  return at === -1 ? [whole] : [whole.slice(0, at), whole.slice(at + 1)]
}
