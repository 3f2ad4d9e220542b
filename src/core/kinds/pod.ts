import { z } from 'zod'
import { KubeObject } from '../resource.ts'
import { Condition } from './condition.ts'

const Terminated = z.looseObject({
  reason: z.string().nullish(),
  exitCode: z.number().nullish(),
  message: z.string().nullish(),
  finishedAt: z.string().nullish(),
})

const State = z.looseObject({
  waiting: z.looseObject({ reason: z.string().nullish(), message: z.string().nullish() }).nullish(),
  running: z.looseObject({ startedAt: z.string().nullish() }).nullish(),
  terminated: Terminated.nullish(),
})

const ContainerStatus = z.looseObject({
  name: z.string(),
  ready: z.boolean().nullish(),
  restartCount: z.number().nullish(),
  state: State.nullish(),
  lastState: State.nullish(),
})
export type ContainerStatus = z.infer<typeof ContainerStatus>

export const Container = z.looseObject({ name: z.string(), image: z.string().nullish() })

/** A Pod, as far as commands look into it. */
export const Pod = KubeObject.extend({
  spec: z.looseObject({
    nodeName: z.string().nullish(),
    containers: z.array(Container).nullish(),
    initContainers: z.array(Container).nullish(),
  }),
  status: z
    .looseObject({
      phase: z.string().nullish(),
      reason: z.string().nullish(),
      message: z.string().nullish(),
      conditions: z.array(Condition).nullish(),
      containerStatuses: z.array(ContainerStatus).nullish(),
      initContainerStatuses: z.array(ContainerStatus).nullish(),
    })
    .nullish(),
})
export type Pod = z.infer<typeof Pod>

/** Every container that reported, init containers first. */
export const containerStatuses = ({ status }: Pod): readonly ContainerStatus[] => [
  ...(status?.initContainerStatuses ?? []),
  ...(status?.containerStatuses ?? []),
]
