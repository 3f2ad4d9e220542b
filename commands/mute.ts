import { type CommandContext, defineDecision } from '../src/core/command.ts'
import { UsageError } from '../src/core/errors.ts'
import type { MuteEnd, MuteWish } from '../src/core/incidents/incident-desk.ts'
import { code, text } from '../src/core/text.ts'
import { resolveMoment } from '../src/core/words/arguments/at-flag.ts'
import { readIncidentId } from '../src/core/words/arguments/incident-id-argument.ts'
import {
  type MuteEndWords,
  muteEndArgument,
} from '../src/core/words/arguments/mute-end-argument.ts'
import { type ObjectWord, readPair } from '../src/core/words/arguments/object-argument.ts'
import { allNamespaces, namespace } from '../src/core/words/arguments/place-flags.ts'
import { positional, read, type Reading, valueFlag } from '../src/core/words/parameters.ts'

/** `mute`: nothing new is told for a while. */
export const mute = defineDecision({
  name: 'mute',
  summary: 'Silence an incident, an owner, a cause, a namespace',
  details:
    'It goes on being watched: when the time is over, what is still wrong is told. With `change`, what is open of it now is silent until it gets worse, is over or has a new revision; after 30 days at the latest. Everybody can see who muted what with `mutes`.',
  parameters: {
    what: positional(
      'ID|KIND/NAME',
      'an incident, deploy/web, namespace/shop, or cause/crash-loop',
      ([word = '']) => readWhat(word),
    ),
    end: muteEndArgument,
    of: valueFlag('KIND/NAME', 'with a cause: only at this owner, as deploy/web', readPair),
    namespace,
    allNamespaces,
    onCluster: valueFlag('CLUSTER', 'the cluster; without it, the one of this channel', read),
  },
  examples: [
    'mute 8f3c21aa 2h',
    'mute 8f3c21aa until 18:00',
    'mute 8f3c21aa change',
    'mute deploy/web 1d -n shop',
    'mute cause/crash-loop 2h -n shop',
    'mute cause/image-pull 2h --of deploy/web -n shop',
    'mute namespace/shop 30m',
  ],
  run: (args, context) => {
    const { clock, request, desk } = context
    const here = { now: clock.now(), timeZone: request.actor.timeZone }
    return desk.incidents.mute(wishOf(args, context), endOf(args.end, here))
  },
})

const readWhat = (word: string): Reading<string | ObjectWord> =>
  word.includes('/') ? readPair(word) : readIncidentId(word)

const endOf = (words: MuteEndWords, here: Parameters<typeof resolveMoment>[1]): MuteEnd =>
  words === 'change' ? 'change' : resolveMoment(words, here).at

type Args = {
  readonly what: string | ObjectWord
  readonly of: ObjectWord | undefined
  readonly namespace: string | undefined
  readonly allNamespaces: boolean
  readonly onCluster: string | undefined
}

const NAMESPACE_WORDS = new Set(['ns', 'namespace', 'namespaces'])

function wishOf({ what, ...args }: Args, context: CommandContext): MuteWish {
  const isCause = typeof what !== 'string' && what.kind === 'cause'
  if (!isCause && (args.of || args.allNamespaces)) throw onlyForCauses()
  if (typeof what === 'string') return { kind: 'incident', id: what }
  const cluster = args.onCluster ?? context.desk.meantHere
  if (cluster === undefined) throw whichCluster()
  const place = args.namespace ?? context.defaultNamespace
  if (isCause) return causeOf(what.name, { ...args, cluster, place })
  if (NAMESPACE_WORDS.has(what.kind)) return { kind: 'namespace', cluster, namespace: what.name }
  return { kind: 'owner', cluster, object: what, namespace: place }
}

type Around = Pick<Args, 'of' | 'allNamespaces'> & {
  readonly cluster: string
  readonly place: string
}

const causeOf = (cause: string, { of, allNamespaces: all, cluster, place }: Around): MuteWish => ({
  kind: 'cause',
  cluster,
  cause,
  ...(of && { object: of }),
  ...(!all && { namespace: place }),
})

const onlyForCauses = () =>
  new UsageError(
    'bad-flag',
    text`${code('--of')} and ${code('-A')} go with a cause, such as ${code('cause/crash-loop')}.`,
  )

const whichCluster = () =>
  new UsageError('which-cluster', text`Which cluster? This channel has no default.`, {
    hint: text`Add ${code('--on-cluster NAME')}.`,
  })
