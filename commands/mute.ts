import { type CommandContext, defineDecision } from '../src/core/command.ts'
import { UsageError } from '../src/core/errors.ts'
import type { MuteWish } from '../src/core/incidents/incident-desk.ts'
import { code, text } from '../src/core/text.ts'
import { durationArgument } from '../src/core/words/arguments/amount-arguments.ts'
import { readIncidentId } from '../src/core/words/arguments/incident-id-argument.ts'
import { type ObjectWord, readPair } from '../src/core/words/arguments/object-argument.ts'
import { namespace } from '../src/core/words/arguments/place-flags.ts'
import { positional, read, type Reading, valueFlag } from '../src/core/words/parameters.ts'

/** `mute`: nothing new is told for a while. */
export const mute = defineDecision({
  name: 'mute',
  summary: 'Keep an incident, an owner or a namespace silent for a while',
  details:
    'It goes on being watched: when the time is over, what is still wrong is told. Everybody can see who muted what with `mutes`.',
  parameters: {
    what: positional('ID|KIND/NAME', 'an incident, deploy/web, or namespace/shop', ([word = '']) =>
      readWhat(word),
    ),
    for: durationArgument('for how long, as 2h; at most 30d'),
    namespace,
    onCluster: valueFlag('CLUSTER', 'the cluster; without it, the one of this channel', read),
  },
  examples: ['mute 8f3c21aa 2h', 'mute deploy/web 1d -n shop', 'mute namespace/shop 30m'],
  run: (args, context) => context.desk.incidents.mute(wishOf(args, context), args.for),
})

const readWhat = (word: string): Reading<string | ObjectWord> =>
  word.includes('/') ? readPair(word) : readIncidentId(word)

type Args = {
  readonly what: string | ObjectWord
  readonly namespace: string | undefined
  readonly onCluster: string | undefined
}

const NAMESPACE_WORDS = new Set(['ns', 'namespace', 'namespaces'])

function wishOf({ what, namespace: named, onCluster }: Args, context: CommandContext): MuteWish {
  if (typeof what === 'string') return { kind: 'incident', id: what }
  const cluster = onCluster ?? context.desk.meantHere
  if (cluster === undefined) throw whichCluster()
  if (NAMESPACE_WORDS.has(what.kind)) return { kind: 'namespace', cluster, namespace: what.name }
  return { kind: 'owner', cluster, object: what, namespace: named ?? context.defaultNamespace }
}

const whichCluster = () =>
  new UsageError('which-cluster', text`Which cluster? This channel has no default.`, {
    hint: text`Add ${code('--on-cluster NAME')}.`,
  })
