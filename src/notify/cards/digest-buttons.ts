import type { Incident } from '../../core/incidents/incident.ts'
import type { Button } from '../../core/view.ts'
import { spellWords } from '../../core/words/spell-words.ts'
import { isOwn } from '../blindness/own.ts'

/** What helps against many at once, as words: whoever presses is judged for them. The open ones, none when all is over. */
export function digestButtons(open: readonly Incident[]): readonly Button[] {
  if (open.length === 0) return [{ label: 'List', words: 'incidents --recent' }]
  return [{ label: 'List', words: 'incidents' }, ...muteButtons(open)]
}

/** Keeps the rest of it silent: the cause that most have, where it is, and the namespace where several causes meet. */
function muteButtons(open: readonly Incident[]): readonly Button[] {
  const [first] = open
  const loud = open.filter(({ mute }) => !mute)
  if (!first || loud.length < 2 || open.some(({ about }) => isOwn(about))) return []
  const { cluster } = first.scope
  if (open.some(({ scope }) => scope.cluster !== cluster)) return []
  const cause = mostFrequent(loud.map((one) => one.cause))
  const namespaces = new Set(
    loud.flatMap((one) => (one.cause === cause ? [one.about.namespace] : [])),
  )
  const [only] = namespaces
  const where = namespaces.size === 1 && only !== undefined ? ['-n', only] : ['-A']
  const there = ['--on-cluster', cluster]
  const inOne = new Set(loud.map(({ about }) => about.namespace)).size === 1 ? only : undefined
  const isMixed = loud.some((one) => one.cause !== cause)
  return [
    muteFor(cause, [`cause/${cause}`, '30m', ...where, ...there]),
    ...(isMixed && inOne !== undefined
      ? [muteFor(inOne, [`namespace/${inOne}`, '30m', ...there])]
      : []),
  ]
}

const muteFor = (name: string, words: readonly string[]): Button => ({
  label: `Mute ${name} for 30 min`,
  words: spellWords(['mute', ...words]),
})

function mostFrequent(words: readonly string[]): string {
  const counted = [...Map.groupBy(words, (word) => word)]
  const [most] = counted.toSorted(([, one], [, other]) => other.length - one.length)
  return most?.[0] ?? ''
}
