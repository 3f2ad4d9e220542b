import type { CommandContext } from '../../src/core/command.ts'
import { spellRef } from '../../src/core/kinds/spell-ref.ts'
import { bold, code, join, type Text, text } from '../../src/core/text.ts'
import { type Button, type Part, type View, view } from '../../src/core/view.ts'
import { sayDuration } from '../../src/core/words/duration.ts'
import type { Chosen } from './choose-pods.ts'
import { type Merged, mergeLines } from './merge-lines.ts'
import { defaultTail, type Stream } from './read-streams.ts'

type Answer = {
  readonly chosen: Chosen
  readonly streams: readonly Stream[]
  readonly args: {
    readonly since: number | undefined
    readonly tail: number | undefined
    readonly grep: string | undefined
    readonly previous: boolean
  }
  readonly context: CommandContext
}

/** The lines, and everything that was chosen or left out on the way to them. */
export function logsView({ chosen, streams, args, context }: Answer): View {
  const merged = mergeLines(streams, args.grep)
  const shown = args.grep === undefined ? merged : lastMatches(merged, args.tail)
  const output = shown.lines.join('\n')
  const fileName = `${chosen.name.replace(/[^A-Za-z0-9.-]+/g, '-')}.log`
  const parts: Part[] = [
    ...streams.flatMap(streamNotes),
    ...crashNotes(streams),
    ...(output === '' ? [] : [{ part: 'output' as const, output, fileName }]),
    ...limitNotes({ chosen, streams, args, context }, shown),
  ]
  const title = text`${bold(`logs of ${chosen.name} in ${chosen.namespace}`)}${scopeOf(args, streams)} · ${howMany(shown, args.grep)}`
  return { ...view('plain', title, parts), buttons: buttonsFor(chosen, context) }
}

const lastMatches = (merged: Merged, tail: number | undefined): Merged =>
  tail === undefined ? merged : { ...merged, lines: merged.lines.slice(-tail) }

function scopeOf({ since }: Answer['args'], streams: readonly Stream[]): Text {
  const containers = new Set(streams.map(({ container }) => container))
  const [one = ''] = containers
  const container = containers.size === 1 ? text` · container ${code(one)}` : []
  const isPrevious = streams.length > 0 && streams.every(({ previous }) => previous)
  const recent = since === undefined ? [] : text` · last ${sayDuration(since)}`
  return text`${container}${recent}${isPrevious ? ' · previous run' : ''}`
}

function howMany({ lines, searched }: Merged, grep: string | undefined): Text {
  if (grep !== undefined) return text`${lines.length} of ${searched} lines with ${code(grep)}`
  return lines.length === 1 ? text`1 line` : text`${lines.length} lines`
}

function streamNotes(stream: Stream): Part[] {
  const name = text`${code(stream.pod)} ${stream.container}`
  const says = (part: 'note' | 'warning', words: Text): Part => ({
    part,
    text: text`${name} ${words}`,
  })
  if (stream.notStarted !== undefined) {
    return [says('warning', text`has not run yet: ${bold(stream.notStarted)}`)]
  }
  if (stream.problem) return [says('warning', text`cannot be read: ${stream.problem}`)]
  return []
}

/** In one line, however many pods it is true of. */
function crashNotes(streams: readonly Stream[]): Part[] {
  const crashing = streams.filter(({ becauseCrashing }) => becauseCrashing)
  const [first] = crashing
  if (!first) return []
  const all = streams.length === crashing.length
  const names = listed(crashing.map(({ pod }) => pod))
  const said =
    crashing.length === 1
      ? text`${code(first.pod)} ${first.container} crash-loops: this is its previous run`
      : text`${all ? 'all' : names} crash-loop: these are their previous runs`
  return [{ part: 'note', text: said }]
}

const listed = (names: readonly string[]): Text =>
  join(
    [...new Set(names)].map((name) => [code(name)]),
    ', ',
  )

function limitNotes({ chosen, streams, args }: Answer, shown: Merged): Part[] {
  const tail = args.tail ?? defaultTail(streams.length)
  const isCutBySize = streams.some(({ log }) => log?.truncated)
  const others = streams.flatMap((stream) => stream.others)
  const isFull = streams.some(({ log }) => (log?.text.trimEnd().split('\n').length ?? 0) >= tail)
  const notes = [
    chosen.pods.length < chosen.total &&
      text`${chosen.pods.length} of ${chosen.total} pods: those in trouble and the newest`,
    others.length > 0 && text`other containers: ${listed(others)}, with ${code('--container')}`,
    args.grep === undefined &&
      isFull &&
      text`the last ${tail} lines of each; more with ${code('--tail')}`,
    shown.cut && text`older lines left out`,
    isCutBySize && text`cut by size: a shorter ${code('--since')} shows the newest lines`,
  ].filter((note) => note !== false)
  return notes.map((note) => ({ part: 'note', text: note }))
}

function buttonsFor({ ref }: Chosen, context: CommandContext): Button[] {
  const again: Button = { label: 'Again', words: context.request.words }
  if (!ref) return [again]
  return [{ label: 'Describe', words: `describe ${spellRef(ref, context)}` }, again]
}
