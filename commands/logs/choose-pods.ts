import type { CommandContext } from '../../src/core/command.ts'
import { NotFoundError, UsageError } from '../../src/core/errors.ts'
import { findObject } from '../../src/core/kinds/find-object.ts'
import { selectorText } from '../../src/core/kinds/label-selector.ts'
import { objectRef } from '../../src/core/kinds/object-ref.ts'
import { Pod } from '../../src/core/kinds/pod.ts'
import { podTroubles } from '../../src/core/kinds/pod-troubles.ts'
import { Workload } from '../../src/core/kinds/workload.ts'
import { type ObjectRef, refName } from '../../src/core/resource.ts'
import { code, text } from '../../src/core/text.ts'
import type { ObjectWord } from '../../src/core/words/arguments/object-argument.ts'

/** The pods to read, worst first, and what to call them together. */
export type Chosen = {
  readonly pods: readonly Pod[]
  /** How many there were before the cap. */
  readonly total: number
  readonly namespace: string
  /** e.g. `deployment/web`, `app=web`. */
  readonly name: string
  readonly ref?: ObjectRef
}

type Asked = {
  readonly object: ObjectWord | undefined
  readonly namespace: string | undefined
  readonly selector: string | undefined
}

const MOST_PODS = 10

export async function choosePods(asked: Asked, context: CommandContext): Promise<Chosen> {
  const { cluster, defaultNamespace } = context
  const namespace = asked.namespace ?? defaultNamespace
  if (!asked.object) {
    const labels = asked.selector ?? ''
    return capped(await podsWith(labels, namespace, context), { namespace, name: labels }, context)
  }
  const ref = await objectRef(asked.object, { cluster, namespace })
  const name = refName(ref)
  if (ref.kind.resource === 'pods' && ref.kind.group === '') {
    return { pods: [await findPod(ref, context)], total: 1, namespace, name, ref }
  }
  const { spec } = await findObject(context, ref, Workload)
  const labels = ref.kind.namespaced ? selectorText(spec?.selector) : undefined
  if (labels === undefined) throw noPodsOf(ref)
  return capped(await podsWith(labels, namespace, context), { namespace, name, ref }, context)
}

/** How controllers end the names of their pods: five letters that make no word, or a number. */
const POD_NAME = /-(?:[bcdfghjklmnpqrstvwxz2456789]{5}|\d+)$/

/** A bare name means a pod; who meant the workload of that name is told how to say so. */
async function findPod(ref: ObjectRef, context: CommandContext): Promise<Pod> {
  try {
    return await findObject(context, ref, Pod)
  } catch (error) {
    if (!(error instanceof NotFoundError) || POD_NAME.test(ref.name)) throw error
    const how = text`A workload is named with its kind: ${code(`logs deploy/${ref.name}`)}.`
    throw new NotFoundError(error.code, error.text, {
      cause: error,
      suggestions: error.suggestions,
      hint: error.hint ? text`${error.hint} ${how}` : how,
    })
  }
}

async function podsWith(labelSelector: string, namespace: string, { cluster }: CommandContext) {
  const kind = await cluster.kind('pods')
  const { items } = await cluster.list({ kind, namespace, labelSelector }, Pod)
  return items
}

function capped(
  pods: readonly Pod[],
  about: Omit<Chosen, 'pods' | 'total'>,
  { clock }: CommandContext,
): Chosen {
  if (pods.length === 0) {
    throw new NotFoundError(
      'no-pods',
      text`${code(about.name)} has no pods in ${code(about.namespace)}, so there are no logs.`,
    )
  }
  const now = clock.now()
  const made = ({ metadata }: Pod) => Date.parse(metadata.creationTimestamp ?? '') || 0
  const sorted = pods.toSorted((a, b) => rank(a, now) - rank(b, now) || made(b) - made(a))
  return { ...about, pods: sorted.slice(0, MOST_PODS), total: pods.length }
}

/** Those in trouble first; those on their way out last. */
function rank(pod: Pod, now: Date): number {
  if (pod.metadata.deletionTimestamp) return 2
  return podTroubles(pod, now).some(({ failing }) => failing) ? 0 : 1
}

const noPodsOf = ({ kind }: ObjectRef) =>
  new UsageError('no-pods-of-kind', text`${code(kind.resource)} have no pods of their own.`, {
    hint: text`Logs are there for pods, deployments, statefulsets, daemonsets, replicasets, jobs and services.`,
  })
