import { z } from 'zod'
import { containerStatuses, type ContainerStatus, Pod } from '../../src/core/kinds/pod.ts'
import type { KubeObject } from '../../src/core/resource.ts'

const Container = z.looseObject({
  name: z.string(),
  image: z.string().nullish(),
  env: z.array(z.looseObject({ name: z.string() })).nullish(),
})
const Containers = z.looseObject({
  containers: z.array(Container),
  initContainers: z.array(Container).nullish(),
})
const Templated = z.looseObject({
  spec: z.looseObject({ template: z.looseObject({ spec: Containers }) }),
})
const Bare = z.looseObject({ spec: Containers })

/** Containers of a pod or of a pod template: image, state, and the names of their variables. */
export function containerRows(object: KubeObject): readonly (readonly string[])[] {
  const found = containersOf(object)
  if (!found) return []
  const pod = Pod.safeParse(object)
  const statuses = pod.success ? containerStatuses(pod.data) : []
  return [...(found.initContainers ?? []), ...found.containers].map(({ name, image, env }) => {
    const status = statuses.find((one) => one.name === name)
    const variables = (env ?? []).map((variable) => variable.name).join(' ')
    return [name, image ?? '', stateOf(status), String(status?.restartCount ?? ''), variables]
  })
}

function containersOf(object: KubeObject) {
  const templated = Templated.safeParse(object)
  if (templated.success) return templated.data.spec.template.spec
  const bare = Bare.safeParse(object)
  return bare.success ? bare.data.spec : undefined
}

function stateOf(status: ContainerStatus | undefined): string {
  const { waiting, running, terminated } = status?.state ?? {}
  if (terminated) return exitOf(terminated)
  const last = status?.lastState?.terminated
  const before = last ? `, last ${exitOf(last)}` : ''
  if (waiting) return `${waiting.reason ?? 'waiting'}${before}`
  return running ? `running${before}` : ''
}

type Terminated = {
  readonly exitCode?: number | null | undefined
  readonly reason?: string | null | undefined
}

const exitOf = ({ exitCode, reason }: Terminated) =>
  `exit ${exitCode ?? '?'}${reason ? ` (${reason})` : ''}`
