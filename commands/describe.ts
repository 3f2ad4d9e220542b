import { defineQuery } from '../src/core/command.ts'
import { findObject } from '../src/core/kinds/find-object.ts'
import { objectRef } from '../src/core/kinds/object-ref.ts'
import { readEvents } from '../src/core/kinds/read-events.ts'
import { safeObject } from '../src/core/kinds/safe-object.ts'
import { ownerChain } from '../src/core/kinds/owner-chain.ts'
import { KubeObject } from '../src/core/resource.ts'
import { objectArgument } from '../src/core/words/arguments/object-argument.ts'
import { namespace } from '../src/core/words/arguments/place-flags.ts'
import { describeView } from './describe/describe-view.ts'
import { hasPods, podsAround } from './events/pods-around.ts'
import { EVENTS, PODS, TYPED } from '../src/core/kinds/needs.ts'

/** `describe`: one object with its owners, pods and latest events. */
export const describe = defineQuery({
  name: 'describe',
  aliases: ['desc'],
  summary: 'Show one object with its owners, pods and latest events',
  details:
    'Any kind. Of a Secret only the keys and their sizes are shown, of environment variables only the names.',
  parameters: { object: objectArgument('what to describe, as pod/web-1'), namespace },
  needs: [TYPED, EVENTS, PODS],
  examples: ['describe deploy/web -n shop', 'describe pod web-7d9c8b5f4-x2x4k', 'describe node/n1'],
  access: async ({ object: word, namespace: named }, { cluster, defaultNamespace }) => {
    const ref = await objectRef(word, { cluster, namespace: named ?? defaultNamespace })
    const place = ref.namespace ?? EVENTS_OF_CLUSTER_WIDE
    const events = { verb: 'list' as const, kind: await cluster.kind('events'), namespace: place }
    const read = [{ verb: 'get' as const, ...ref }, events]
    if (!hasPods(ref)) return read
    const pods = { verb: 'list' as const, kind: await cluster.kind('pods') }
    return [...read, { ...pods, namespace: ref.namespace ?? '*' }]
  },
  run: async ({ object: word, namespace: named }, context) => {
    const { cluster, defaultNamespace } = context
    const ref = await objectRef(word, { cluster, namespace: named ?? defaultNamespace })
    const object = await findObject(context, ref, KubeObject)
    const subject = { kind: ref.kind.kind, name: ref.name, uid: subjectId(ref, object) }
    const [owners, pods, events] = await Promise.all([
      ownerChain(context, object),
      hasPods(ref) ? podsAround(ref, object, cluster) : [],
      readEvents(cluster, { namespace: ref.namespace ?? EVENTS_OF_CLUSTER_WIDE, subject }),
    ])
    const safe = safeObject(object, ref.kind)
    return describeView({ ref, object: safe, owners, pods, events }, context)
  },
})

const EVENTS_OF_CLUSTER_WIDE = 'default'

/** The kubelet writes events about its node under the node's name, not its uid. */
const subjectId = ({ kind, name }: { kind: { kind: string }; name: string }, object: KubeObject) =>
  kind.kind === 'Node' ? name : object.metadata.uid
