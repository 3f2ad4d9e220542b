/** What is shown of long output, and how much of it. */
export type Shown = { readonly text: string; readonly isWhole: boolean }

type Budget = { readonly chars: number; readonly lines: number }

const LONGEST_LINE = 500
/** Of a long log the end says more than the beginning. */
const HEAD_SHARE = 0.2

/** The head and the tail of long output with a visible mark between them; lines of extreme length are cut. */
export function shown(output: string, { chars, lines: most }: Budget): Shown {
  const raw = output.replace(/\n+$/u, '').split('\n')
  const lines = raw.map(cutLine)
  const whole = lines.join('\n')
  const isCut = lines.some((line, i) => line !== raw[i])
  if (lines.length <= most && whole.length <= chars) return { text: whole, isWhole: !isCut }

  const head = take(lines, chars * HEAD_SHARE, most * HEAD_SHARE)
  const rest = lines.slice(head.length)
  const tail = take(
    rest.toReversed(),
    chars * (1 - HEAD_SHARE) - 60,
    most * (1 - HEAD_SHARE),
  ).toReversed()
  const left = lines.length - head.length - tail.length
  return {
    text: [...head, `… ${left.toLocaleString('en')} lines left out …`, ...tail].join('\n'),
    isWhole: false,
  }
}

function take(lines: readonly string[], chars: number, most: number): readonly string[] {
  let used = 0
  const end = lines.findIndex((line, i) => {
    used += line.length + 1
    return used > chars || i >= Math.floor(most)
  })
  return end === -1 ? lines : lines.slice(0, end)
}

const cutLine = (line: string) =>
  line.length > LONGEST_LINE
    ? `${line.slice(0, LONGEST_LINE)}… (${line.length.toLocaleString('en')} characters)`
    : line
