import { type Text, text } from '../../core/text.ts'
import { oneLine } from '../reading/one-line.ts'

const COUNTED = /^(\d{1,6}) (.+)$/
/** What comes after is what would happen if others were evicted. */
const PREEMPTION = ' preemption:'

/**
 * `0/5 nodes are available: 3 Insufficient cpu, 2 node(s) had untolerated taint {a: b}.` as one line a reason, most
 * nodes first. What is not in that form is given as it is.
 */
export function schedulerReasons(message: string): readonly Text[] {
  const [said = ''] = oneLine(message, 2000).split(PREEMPTION)
  const [head, rest] = cutOnce(said, ': ')
  const total = /^0\/(\d{1,6}) nodes/.exec(head)?.[1]
  if (rest === undefined || total === undefined) return [[oneLine(message)]]
  const reasons = splitReasons(rest).flatMap((reason) => {
    const [, many, why] = COUNTED.exec(reason) ?? []
    return many === undefined || why === undefined ? [] : [{ many: Number(many), why }]
  })
  if (reasons.length === 0) return [[oneLine(message)]]
  return reasons
    .toSorted((a, b) => b.many - a.many)
    .map(({ many, why }) => text`${many} of ${total} nodes: ${explain(why)}`)
}

/** At commas, except within the braces of a taint. */
const splitReasons = (reasons: string) => reasons.replace(/\.\s*$/, '').split(/, (?=\d)/)

const WORDS: readonly (readonly [RegExp, string])[] = [
  [/^Insufficient cpu$/, 'not enough CPU left'],
  [/^Insufficient memory$/, 'not enough memory left'],
  [/^Insufficient ephemeral-storage$/, 'not enough disk left'],
  [/^Insufficient (\S+)$/, 'not enough $1 left'],
  [/^Too many pods$/, 'already full of pods'],
  [
    /^node\(s\) had (?:untolerated )?taints? (.+?)(?:, that the pod didn't tolerate)?$/,
    'taint $1 not tolerated',
  ],
  [/^node\(s\) were unschedulable$/, 'cordoned'],
  [
    /^node\(s\) didn't match (?:Pod's )?node (?:affinity|selector).*$/,
    'labels do not match what the pod selects',
  ],
  [/^node\(s\) didn't match pod anti-affinity.*$/, 'a pod it must stay apart from is there'],
  [/^node\(s\) had volume node affinity conflict$/, 'its volume is elsewhere'],
  [/^node\(s\) didn't have free ports.*$/, 'its host port is taken'],
]

function explain(why: string): string {
  const found = WORDS.find(([pattern]) => pattern.test(why))
  return found ? oneLine(why.replace(found[0], found[1])) : oneLine(why)
}

function cutOnce(words: string, at: string): readonly [string, string | undefined] {
  const i = words.indexOf(at)
  return i === -1 ? [words, undefined] : [words.slice(0, i), words.slice(i + at.length)]
}
