import { defineQuery } from '../src/core/command.ts'
import { UsageError } from '../src/core/errors.ts'
import { objectRef } from '../src/core/kinds/object-ref.ts'
import { text } from '../src/core/text.ts'
import { countFlag, durationFlag } from '../src/core/words/arguments/amount-arguments.ts'
import { namespace } from '../src/core/words/arguments/place-flags.ts'
import { podOrObjectArgument } from '../src/core/words/arguments/pod-argument.ts'
import { selector } from '../src/core/words/arguments/selector-flag.ts'
import { readName } from '../src/core/names.ts'
import { misread, optional, read, toggle, valueFlag } from '../src/core/words/parameters.ts'
import { choosePods } from './logs/choose-pods.ts'
import { logsView } from './logs/logs-view.ts'
import { readStreams } from './logs/read-streams.ts'
import { PODS, TYPED } from '../src/core/kinds/needs.ts'

const MOST_LINES = 5000
const LONGEST_GREP = 200

/** `logs`: what one pod, or all pods of a workload, wrote. */
export const logs = defineQuery({
  name: 'logs',
  aliases: ['log'],
  summary: 'Show what a pod, or a whole workload, wrote last',
  details:
    'Lines of several pods are merged in the order of time. A container that crash-loops is shown as it died, in its previous run. --grep takes plain text, not a pattern; small letters match capitals too.',
  parameters: {
    object: optional(podOrObjectArgument('a pod, or a workload as deploy/web')),
    namespace,
    selector,
    container: valueFlag('NAME', 'which container; default: the pod’s default or first', readName),
    since: durationFlag('only lines this recent, as 10m'),
    tail: countFlag('LINES', 'how many of the last lines, per pod', MOST_LINES),
    previous: toggle('of the previous run of the container', 'p'),
    grep: valueFlag('TEXT', 'only lines with this text', (value) =>
      value !== '' && value.length <= LONGEST_GREP
        ? read(value)
        : misread(...text`give from 1 to ${LONGEST_GREP} characters`),
    ),
  },
  needs: [TYPED, PODS, { verbs: ['get'], resources: ['pods/log'] }],
  examples: [
    'logs web-7d9c8b5f4-x2x4k -n shop',
    'logs deploy/web -n shop --since=10m --grep error',
    'logs -l app=web -n shop --tail=20',
    'logs sts/db -n shop --container=postgres --previous',
  ],
  access: async ({ object, namespace: named, selector: labels }, context) => {
    expectOne(object, labels)
    const place = { cluster: context.cluster, namespace: named ?? context.defaultNamespace }
    const pods = await context.cluster.kind('pods')
    const log = { verb: 'get' as const, kind: pods, subresource: 'log', namespace: place.namespace }
    const list = { verb: 'list' as const, kind: pods, namespace: place.namespace }
    if (!object) return [list, log]
    const ref = await objectRef(object, place)
    const isPod = ref.kind.resource === 'pods' && ref.kind.group === ''
    const read = { verb: 'get' as const, ...ref }
    return isPod ? [read, { ...log, name: ref.name }] : [read, list, log]
  },
  run: async (args, context) => {
    expectOne(args.object, args.selector)
    const chosen = await choosePods(args, context)
    const streams = await readStreams(chosen.pods, args, context)
    return logsView({ chosen, streams, args, context })
  },
})

function expectOne(object: unknown, labels: string | undefined): void {
  if ((object === undefined) !== (labels === undefined)) return
  throw new UsageError('logs-of-what', text`Say whose logs: a pod, a workload, or a selector.`, {
    suggestions: ['logs deploy/web', 'logs -l app=web'],
  })
}
