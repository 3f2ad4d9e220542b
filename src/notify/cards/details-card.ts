import type { LateChange } from '../details/late-change.ts'
import type { Happening } from '../../core/kinds/event.ts'
import { bold, code, join, type Text, text, time } from '../../core/text.ts'
import { type Part, type View, view } from '../../core/view.ts'
import type { Incident } from '../../core/incidents/incident.ts'
import type { Gathered } from '../details/gather.ts'
import { sayOwner } from './subject-words.ts'

/** What the thread says of an incident; undefined where there is nothing to say. */
export function detailsCard(incident: Incident, gathered: Gathered): View | undefined {
  const { log, warnings, changes, node, lacking, at } = gathered
  // A missing right alone is nobody's news.
  if (!log && !node && warnings.length + changes.length === 0) return undefined
  const title = text`More of ${bold(sayOwner(incident.about))}`
  return {
    ...view('plain', title, [
      ...(log ? logParts(log) : []),
      ...warningParts(warnings),
      ...changeParts(changes),
      ...(node ? [say(text`${bold('Node')} ${node}`)] : []),
      ...lackingParts(lacking),
    ]),
    footer: text`read ${time(at)} · incident ${code(incident.id)}`,
  }
}

const say = (words: Text): Part => ({ part: 'text', text: words })

/** Lines are left out whole: what hides secrets must see the rest of them as they were written. */
const MOST_CHARS = 2_800

function logParts({ pod, container, previous, lines }: NonNullable<Gathered['log']>): Part[] {
  const run = previous ? 'of the run that ended' : 'now'
  const all = lines.trimEnd().split('\n')
  let room = MOST_CHARS
  const from = all.findLastIndex((line) => (room -= line.length + 1) < 0)
  const output = all.slice(Math.min(from + 1, all.length - 1)).join('\n')
  return [
    say(text`${bold('Last lines')} ${run}, ${code(pod)} ${container}`),
    { part: 'output', output, fileName: `${pod}-${container}.log` },
  ]
}

function warningParts(warnings: readonly Happening[]): Part[] {
  if (warnings.length === 0) return []
  const lines = warnings.map(
    ({ count, reason, message, subject }) =>
      text`${count > 1 ? `${count}× ` : ''}${reason} ${code(`${subject.kind.toLowerCase()}/${subject.name}`)}: ${message}`,
  )
  return [say(text`${bold('Warnings of the last half hour')}\n${join(lines, '\n')}`)]
}

function changeParts(changes: readonly LateChange[]): Part[] {
  if (changes.length === 0) return []
  return [
    say(text`${bold('Changed in the last half hour')}`),
    ...changes.flatMap(({ who, changes: fields, more }): Part[] => [
      say(more > 0 ? text`${who}, and ${more} fields more` : who),
      ...(fields.length > 0 ? [{ part: 'changes' as const, changes: fields }] : []),
    ]),
  ]
}

const lackingParts = (lacking: readonly string[]): Part[] =>
  lacking.map((right) => ({
    part: 'note',
    text: text`With the right to ${code(right)} the bot would show ${SHOWS[right] ?? 'more'} here.`,
  }))

const SHOWS: Readonly<Record<string, string>> = {
  'get pods/log': 'the last lines of the log',
  'list events': 'the warnings',
}
