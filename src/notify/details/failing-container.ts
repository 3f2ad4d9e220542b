import { watchedAs } from '../../core/about/references.ts'
import type { Subject } from '../../core/finding.ts'
import type { Incident } from '../../core/incidents/incident.ts'
import { type ContainerStatus, containerStatuses, Pod } from '../../core/kinds/pod.ts'
import type { Look, Watched } from '../../core/watched.ts'

export type FailingContainer = {
  readonly container: string
  /** Of the run before: the one that goes on now, if any, has not failed yet. */
  readonly previous: boolean
}

export type WorstPod = { readonly pod: Watched; readonly failing?: FailingContainer }

/** The pod that shows most of an incident, and which of its containers has something to say. */
export function worstPod({ affected, about }: Incident, look: Look): WorstPod | undefined {
  const shown = affected.some.flatMap((subject) =>
    subject.resource === 'pods' ? (watchedAs(subject, look) ?? []) : [],
  )
  const pods = shown.length > 0 ? shown : podsOf(about, look)
  const [worst] = pods
    .map((pod) => ({ pod, status: failingOf(pod) }))
    .toSorted((one, other) => restarts(other.status) - restarts(one.status))
  if (!worst) return undefined
  const { pod, status } = worst
  return { pod, ...(status && { failing: whichRun(status) }) }
}

const podsOf = (owner: Subject, look: Look): readonly Watched[] => [
  ...look.ownedBy(owner, 'pods'),
  ...look.ownedBy(owner, 'replicasets.apps').flatMap((set) => look.ownedBy(set, 'pods')),
]

const restarts = (status: ContainerStatus | undefined): number =>
  status ? (status.restartCount ?? 0) + 1 : 0

/** One that ran at all and is not well; what never began has no log. */
function failingOf({ name, body }: Watched): ContainerStatus | undefined {
  const read = Pod.safeParse({ ...body, spec: body['spec'] ?? {}, metadata: { name } })
  if (!read.success) return undefined
  const [worst] = containerStatuses(read.data)
    .filter(isFailing)
    .toSorted((one, other) => restarts(other) - restarts(one))
  return worst
}

function isFailing({ state, lastState, ready }: ContainerStatus): boolean {
  if (state?.terminated) return state.terminated.exitCode !== 0
  if (lastState?.terminated) return lastState.terminated.exitCode !== 0 || ready !== true
  return Boolean(state?.running) && ready !== true
}

const whichRun = ({ name, state, lastState }: ContainerStatus): FailingContainer => ({
  container: name,
  previous: Boolean(lastState?.terminated) && !state?.terminated,
})
