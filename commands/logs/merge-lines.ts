import type { Stream } from './read-streams.ts'

export type Merged = {
  readonly lines: readonly string[]
  /** How many lines were looked through. */
  readonly searched: number
  /** True when older lines were left out to keep the whole readable. */
  readonly cut: boolean
}

type Line = { readonly at: string; readonly pod: string; readonly said: string }

const STAMPED = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d) ?/
const MOST_LINES = 2000

/** Lines of all streams in the order of time, with the pod in front where there are several. */
export function mergeLines(streams: readonly Stream[], grep: string | undefined): Merged {
  const all = streams.flatMap(linesOf)
  const wanted = all.filter(({ said }) => matches(said, grep))
  const inOrder = wanted.toSorted((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)))
  const kept = inOrder.slice(-MOST_LINES)
  const withPod = streams.length > 1
  return {
    lines: kept.map(({ pod, said }) => (withPod ? `[${pod}] ${said}` : said)),
    searched: all.length,
    cut: kept.length < inOrder.length,
  }
}

/** Split at line feeds only: U+2028 and its like must not forge a second line. */
function linesOf({ pod, log }: Stream): readonly Line[] {
  let at = ''
  const lines = (log?.text ?? '').split('\n')
  if (lines.at(-1) === '') lines.pop()
  return lines.map((line) => {
    const stamp = STAMPED.exec(line)
    if (stamp) at = sortable(stamp)
    return { at, pod, said: line.slice(stamp?.[0].length ?? 0).replace(/\r$/, '') }
  })
}

/** UTC with nine decimals, so that text order is time order whatever zone a node writes. */
function sortable([, seconds = '', fraction = '', zone = 'Z']: RegExpExecArray): string {
  const utc = zone === 'Z' ? seconds : new Date(`${seconds}${zone}`).toISOString().slice(0, 19)
  return `${utc}.${fraction.padEnd(9, '0')}`
}

/** Plain text, never a pattern: nothing typed can make the search slow. */
function matches(line: string, grep: string | undefined): boolean {
  if (grep === undefined) return true
  const isSmall = grep === grep.toLowerCase()
  return isSmall ? line.toLowerCase().includes(grep) : line.includes(grep)
}
