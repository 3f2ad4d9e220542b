import { UsageError } from '../../src/core/errors.ts'
import { type ContainerStatus, containerStatuses, type Pod } from '../../src/core/kinds/pod.ts'
import { code, join, text } from '../../src/core/text.ts'
import { nearest } from '../../src/core/words/suggest.ts'

/** Which container of a pod to read, in which of its runs. */
export type ChosenContainer = {
  readonly pod: string
  readonly container: string
  /** Those that there are beside it, when nobody said which. */
  readonly others: readonly string[]
  readonly previous: boolean
  /** True when it crash-loops and the previous run was chosen for that. */
  readonly becauseCrashing: boolean
  /** Why it has written nothing at all yet, e.g. `ImagePullBackOff`. */
  readonly notStarted?: string
}

type Asked = { readonly container: string | undefined; readonly previous: boolean }

const DEFAULT = 'kubectl.kubernetes.io/default-container'

export function chooseContainer(pod: Pod, asked: Asked): ChosenContainer {
  const all = [...(pod.spec.initContainers ?? []), ...(pod.spec.containers ?? [])]
  const names = all.map(({ name }) => name)
  if (asked.container !== undefined && !names.includes(asked.container)) {
    throw noContainer(pod.metadata.name, asked.container, names)
  }
  const container = asked.container ?? failingInit(pod) ?? defaultOf(pod)
  const status = containerStatuses(pod).find(({ name }) => name === container)
  const becauseCrashing = !asked.previous && isCrashLooping(status)
  const waits = notStarted(status)
  return {
    pod: pod.metadata.name,
    container,
    others: asked.container === undefined ? names.filter((name) => name !== container) : [],
    previous: asked.previous || becauseCrashing,
    becauseCrashing,
    ...(waits !== undefined && { notStarted: waits }),
  }
}

function defaultOf({ metadata, spec }: Pod): string {
  const names = (spec.containers ?? []).map(({ name }) => name)
  const marked = metadata.annotations?.[DEFAULT]
  return marked !== undefined && names.includes(marked) ? marked : (names[0] ?? '')
}

/** While an init container fails, the others have nothing to say. */
const failingInit = ({ status }: Pod): string | undefined =>
  status?.initContainerStatuses?.find(
    (one) => isCrashLooping(one) || (one.state?.terminated?.exitCode ?? 0) !== 0,
  )?.name

const isCrashLooping = (status: ContainerStatus | undefined): boolean =>
  status?.state?.waiting?.reason === 'CrashLoopBackOff' && Boolean(status.lastState?.terminated)

function notStarted(status: ContainerStatus | undefined): string | undefined {
  const { waiting } = status?.state ?? {}
  if (!waiting || status?.lastState?.terminated) return undefined
  return waiting.reason ?? 'waiting'
}

function noContainer(pod: string, wanted: string, names: readonly string[]): UsageError {
  const listed = join(
    names.map((name) => text`${code(name)}`),
    ', ',
  )
  return new UsageError('no-container', text`${code(pod)} has no container ${code(wanted)}.`, {
    suggestions: nearest(wanted, names),
    hint: text`It has ${listed}.`,
  })
}
